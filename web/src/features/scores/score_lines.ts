// Scores sorted into lines: one for each bureau and model, since models are not comparable.
import type { Score } from "./score_queries";

export interface Point {
  date: string;
  value: number;
}

export interface ScoreLine {
  bureau: string | null;
  model: string | null;
  points: Point[]; // oldest first, one a day
}

export function linesOf(scores: readonly Score[]): ScoreLine[] {
  const lines = new Map<string, ScoreLine>();
  for (const { bureau, model, date, value } of scores) {
    const key = JSON.stringify([bureau, model]);
    const line = lines.get(key) ?? { bureau, model, points: [] };
    lines.set(key, line);
    line.points.push({ date, value });
  }
  for (const line of lines.values()) {
    line.points.sort((a, b) => a.date.localeCompare(b.date));
    // Two reports of one day: the later one in the list is the newer upload.
    line.points = line.points.filter((point, i, all) => point.date !== all[i + 1]?.date);
  }
  const name = (line: ScoreLine) => `${line.bureau ?? "~"} ${line.model ?? "~"}`;
  return [...lines.values()].sort((a, b) => name(a).localeCompare(name(b)));
}

export interface Frame {
  width: number;
  height: number;
  margin: number;
}

/** Where each point lies: by time from left to right, by value from bottom to top. */
export function placed(points: readonly Point[], { width, height, margin }: Frame) {
  const days = points.map(({ date }) => Date.parse(date));
  const values = points.map(({ value }) => value);
  const share = (all: number[], one: number) => {
    const low = Math.min(...all);
    const span = Math.max(...all) - low;
    return span === 0 ? 0.5 : (one - low) / span;
  };
  return points.map((point, i) => ({
    ...point,
    x: margin + share(days, days[i] ?? 0) * (width - 2 * margin),
    y: height - margin - share(values, point.value) * (height - 2 * margin),
  }));
}
