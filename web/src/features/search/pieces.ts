export interface Piece {
  text: string;
  found: boolean;
}

/** The text cut where the words asked for stand in it, in whatever case. */
export function piecesOf(text: string, asked: string): Piece[] {
  const words = asked.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [{ text, found: false }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // With the parts in brackets, split keeps them: every second piece is one that was found.
  return text
    .split(new RegExp(`(${escaped.join("|")})`, "gi"))
    .map((part, i) => ({ text: part, found: i % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
