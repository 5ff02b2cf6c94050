import { displayWidth, graphemeWidth, segments } from "./display-width.ts";

/**
 * The text in at most so many columns of a terminal. What is too long loses its middle: names that begin alike differ at
 * their end.
 */
export function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const graphemes = [...segments(text)].map(({ segment }) => segment);
  const room = Math.max(0, width - 1);
  const head = within(graphemes, Math.ceil(room / 2));
  const tail = within(graphemes.toReversed(), room - displayWidth(head.join("")));
  return `${head.join("")}…${tail.toReversed().join("")}`;
}

function within(graphemes: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = graphemes.findIndex((grapheme) => {
    used += graphemeWidth(grapheme);
    return used > width;
  });
  return end === -1 ? graphemes : graphemes.slice(0, end);
}
