import { displayWidth } from "./display-width.ts";

/** Columns that sentences are broken to: longer lines are hard to read, however wide the window is. */
export function readableWidth(terminalWidth: number): number {
  return Math.max(40, Math.min(100, terminalWidth));
}

/** Breaks a text between its words into lines of at most `width` columns; a longer word stays whole. */
export function wrapped(text: string, width: number, indent: string, first: string = indent): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let begun = false;
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const longer = begun ? `${line} ${word}` : `${line}${word}`;
    if (begun && displayWidth(longer) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
    begun = true;
  }
  return begun ? [...lines, line] : [];
}
