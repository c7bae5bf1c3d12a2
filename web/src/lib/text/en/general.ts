export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

export const general = {
  name: "Fairfile",
  title: (page: string) => `${page} · Fairfile`,
  skip: "Skip to the content",
  main_navigation: "Main",
  nav: {
    start: "Start",
    upload: "Upload",
    reports: "Reports",
    disputes: "Disputes",
    scores: "Scores",
    search: "Search",
    me: "Me",
    sign_in: "Sign in",
    register: "Open an account",
  },
  loading: "Loading",
  retry: "Try again",
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  dismiss: "Close this message",
  not_stated: "not stated",
  offline: "You are offline. What you see may be a little old; nothing is lost.",
  request_id: (id: string) => `If you write to us, this number helps: ${id}`,
  missing_title: "There is nothing here",
  missing: "The address may be wrong, or what was here was deleted.",
  missing_way: "Go to the start page",
  crashed_title: "This page broke",
  crashed: "That is our mistake. Your reports and accounts are safe.",
  crashed_way: "Load the page again",
  footer:
    "Fairfile reads what the bureaus wrote. It is not a law firm, and this is not legal advice.",
  footer_api: "For developers: the API",
} as const;

export const progress = {
  seconds_left: (seconds: number) => `about ${seconds} seconds left`,
  minutes_left: (minutes: number) => `about ${plural(minutes, "minute", "minutes")} left`,
};
