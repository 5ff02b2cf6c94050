import fastStringWidth from "fast-string-width";

/** Terminal columns of a text; colours count nothing. */
export function displayWidth(text: string): number {
  return fastStringWidth(text);
}

/** The text with blanks behind it, up to so many columns. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Columns of one grapheme: 0 also for a mark that stands alone and for what has no shape. Tabs are the caller's. */
export function graphemeWidth(grapheme: string): number {
  return /^[\p{Mark}\p{Cf}\p{Cc}]/u.test(grapheme) ? 0 : displayWidth(grapheme);
}

let graphemes: Intl.Segmenter | undefined;

/** The text's graphemes with their UTF-16 offsets. The segmenter takes longer to make than most commands to answer. */
export function segments(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return graphemes.segment(text);
}
