export const scores = {
  title: "Scores",
  intro:
    "Every score that your reports show. Two models are never in one line: their numbers do not " +
    "mean the same.",
  empty_title: "No scores yet",
  empty: "Most of the free reports have none. Reports of monitoring services do.",
  no_bureau: "Bureau not stated",
  no_model: "model not stated",
  line: (bureau: string, model: string) => `${bureau}, ${model}`,
  now: (value: number, when: string) => `${value} on ${when}`,
  change: (points: number, since: string) =>
    points === 0
      ? `the same as on ${since}`
      : `${points > 0 ? "up" : "down"} ${Math.abs(points)} since ${since}`,
  single: "One score so far; a line takes two.",
  chart: (name: string, from: string, to: string) => `${name}: ${from} to ${to}`,
  table: "All values",
  date: "Date",
  value: "Score",
} as const;
