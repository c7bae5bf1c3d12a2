import { plural } from "./general";

export const dashboard = {
  title: "Start",
  overview: "Your credit at a glance",
  welcome: {
    title: "See what the bureaus say about you, and put right what is wrong",
    lead:
      "Upload your credit report. Fairfile reads it, sets the three bureaus side by " +
      "side and shows you what does not fit.",
    register: "Open an account",
    sign_in: "Sign in",
    answers_title: "Before you begin",
    answers: [
      {
        title: "What it costs",
        body:
          "Reading reports and finding errors is free. You pay only if we are to mail a " +
          "letter for you, and you see the price before.",
      },
      {
        title: "Nothing is sent without you",
        body:
          "No letter, no e-mail and no call goes to a bureau unless you have seen it " +
          "and said yes.",
      },
      {
        title: "Your file stays here",
        body:
          "It is encrypted, kept on this installation, deleted after 30 days, and read " +
          "by programs, not by people.",
      },
      {
        title: "Every value can be checked",
        body:
          "One tap shows the place on the page where we read it. What we are not sure " +
          "of we ask, we never guess.",
      },
    ],
  },
  none: {
    title: "No reports yet",
    body: "Begin with a credit report. If you have none, here is how to get them free.",
    upload: "Upload a report",
  },
  figures: {
    accounts: "Accounts",
    negative: "Negative entries",
    disputable: "Disputable entries",
    disputes: "Disputes",
  },
  latest: "Latest report",
  latest_open: "Open the report",
  scores: "Latest scores",
  score_model_unstated: "Model not stated",
  score_date: (day: string) => `on ${day}`,
  deadlines: "What happens next",
  deadlines_none: "No clock is running.",
  accounts: "Accounts of the latest report",
  accounts_all: "All details, bureau beside bureau",
  bureaus: (count: number) => plural(count, "bureau", "bureaus"),
  balance_range: (low: string, high: string) => `${low} to ${high}`,
};
