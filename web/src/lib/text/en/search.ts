import { plural } from "./general";

export const search = {
  title: "Search",
  label: "What are you looking for?",
  help: "A creditor's name, the last digits of an account, a word from a letter.",
  button: "Search",
  too_short: "Please type at least two letters or digits.",
  found: (count: number) => plural(count, "place", "places"),
  nothing: (words: string) => `Nothing of yours has “${words}” in it.`,
  nothing_hint: "Fewer letters find more. Account numbers are found by what the report prints.",
  kinds: {
    tradeline: "Accounts",
    dispute: "Disputes",
    letter: "Letters",
    response: "Answers",
  },
} as const;
