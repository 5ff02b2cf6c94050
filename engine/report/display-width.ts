/**
 * Terminal columns of one grapheme: 0 for marks that combine and for characters without a shape, 2 for East Asian wide
 * characters and emoji, else 1. Tabs are the caller's.
 */
export function graphemeWidth(grapheme: string): number {
  const point = grapheme.codePointAt(0) ?? 0;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return 0;
  if (/^[\p{Mark}\p{Cf}]/u.test(grapheme)) return 0;
  if (/^\p{Emoji_Presentation}/u.test(grapheme) || grapheme.includes("\ufe0f")) return 2;
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The text's graphemes with their UTF-16 offsets. */
export function segments(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  return graphemes.segment(text);
}

export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segments(text)) width += graphemeWidth(segment);
  return width;
}

/** Blocks that Unicode's East Asian Width table holds as wide or full width. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];
