import { forLine } from "../value/cleaned.ts";
import { displayWidth } from "./display-width.ts";

/** Columns that sentences are broken to: longer lines are hard to read, however wide the window is. */
export function readableWidth(terminalWidth: number): number {
  return Math.max(40, Math.min(100, terminalWidth));
}

/**
 * Breaks a text of others between its words into lines of at most `width` columns; a longer word stays whole. Ours, as
 * wrap-ansi and its like compose what they wrap (NFC) and so change the characters of names.
 */
export function wrapped(text: string, width: number, indent: string, first: string = indent): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let begun = false;
  for (const each of text.split(/\s+/).filter((word) => word !== "")) {
    // Each word may come to begin a line.
    const word = forLine(each);
    const longer = begun ? `${line} ${word}` : `${line}${word}`;
    if (begun && displayWidth(longer) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
    begun = true;
  }
  return begun ? [...lines, line] : [];
}
