const bureau = (name?: string) => name ?? "The bureau";
const on = (day?: string) => (day ? ` on ${day}` : "");

export const notifications = {
  title: "Notifications",
  not_read: (unread: number) => `${unread >= 100 ? "more than 99" : unread} not read`,
  number: (unread: number) => (unread >= 100 ? "99+" : String(unread)),
  empty_title: "Nothing has happened yet",
  empty: "When a report is read, a letter arrives or a deadline comes near, you find it here.",
  fresh: "New",
  read_all: "Mark all as read",
  not_sent: "The e-mail about this could not be delivered. Is your address right?",
  kinds: {
    report_processed: {
      title: "Your report is ready",
      what: () => "See what we found, and what you can do about it.",
      setting: "A report was read",
    },
    report_needs_answers: {
      title: "Your report has questions for you",
      what: () => "A few places were hard to read. Your answers make it right.",
      setting: "A report has questions",
    },
    report_failed: {
      title: "Your report could not be read",
      what: () => "It does not count against your month. See why, and what you can do.",
      setting: "A report could not be read",
    },
    letter_mailed: {
      title: "Your letter is on its way",
      what: (_name?: string, day?: string) =>
        `Mailed${on(day)}. The time for an answer starts when it is delivered.`,
      setting: "A letter was mailed",
    },
    letter_delivered: {
      title: "Your letter was delivered",
      what: (_name?: string, day?: string) =>
        `Delivered${on(day)}. The time for an answer runs from that day.`,
      setting: "A letter was delivered",
    },
    deadline_near: {
      title: "A deadline is near",
      what: (name?: string, day?: string) =>
        `${bureau(name)} has until ${day ?? "soon"}. If an answer has come, record what it says.`,
      setting: "A deadline is near",
    },
    mailing_reminder: {
      title: "Your letter is not mailed yet",
      what: () => "Mail it, or record the day on which it went: no time runs before that.",
      setting: "An approved letter is not mailed",
    },
    delivery_reminder: {
      title: "Has your letter arrived?",
      what: (_name?: string, day?: string) =>
        `Mailed${on(day)}. Record the day it arrived: without it no time for an answer runs.`,
      setting: "A delivery is not recorded",
    },
    answer_read: {
      title: "An answer was read",
      what: () => "See what it changes, and the next step.",
      setting: "An answer was read",
    },
  },
  preferences: {
    title: "E-mails",
    what: "Everything is told under Notifications. What should come by e-mail, too?",
    unverified: "Nothing is sent before you confirm your address.",
    unconfigured: "This server sends no e-mails. You find everything under Notifications.",
  },
  unsubscribe: {
    title: "No more of these e-mails",
    what: "You will still find everything under Notifications.",
    button: "Stop these e-mails",
    done: (kind: string) => `Done: no more e-mails when this happens: ${kind}`,
    change: "Change what we send",
    no_token: "This link is not whole. Open it from the e-mail again.",
  },
} as const;
