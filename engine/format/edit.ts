/** Puts `text` in place of a stretch of a source text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with the edits done; they must not overlap. A comment behind an edited line stays in its column as long as
 * there is room, since people line comments up.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const real = edits
    .filter((edit) => text.slice(edit.start, edit.end) !== edit.text)
    .toSorted((a, b) => a.start - b.start);
  let result = "";
  let at = 0;
  let shift = 0;
  real.forEach((edit, index) => {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
    shift += edit.text.length - (edit.end - edit.start);
    const next = real[index + 1];
    const lineEnd = lineEndAfter(text, at);
    if (next !== undefined && next.start < lineEnd) return;
    const line = text.slice(at, lineEnd);
    result += commentKept(line, shift);
    at = lineEnd;
    shift = 0;
  });
  return result + text.slice(at);
}

function lineEndAfter(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n]/);
  return end < 0 ? text.length : at + end;
}

/** Takes the shift out of the blanks before a comment; at least one stays. A `#` within quotes is no comment. */
function commentKept(rest: string, shift: number): string {
  let at = 0;
  for (const { 0: gap, index } of rest.matchAll(GAP)) {
    const comment = index + gap.length - 1;
    while (at < index - 1) {
      PIECE.lastIndex = at;
      if (!PIECE.test(rest)) return rest;
      at = PIECE.lastIndex;
    }
    // Whatever the last letter before the gap is: the gap may as well come right behind a quote that opens nothing.
    if (at <= index) {
      return rest.slice(0, index) + " ".repeat(Math.max(1, comment - index - shift)) + rest.slice(comment);
    }
  }
  return rest;
}

/** Two blanks or more before a `#`. */
const GAP = /(?<! ) {2,}#/g;
/** A text in quotes, or one letter that opens neither a text nor a comment. */
const PIECE = /"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#]|(?<!\s)#/y;
