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
  const found = /^(?<before>(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#]|(?<!\s)#)*?\S?)(?<blanks> {2,})(?<comment>#.*)$/.exec(
    rest,
  );
  if (found?.groups === undefined) return rest;
  const { before = "", blanks = "", comment = "" } = found.groups;
  return before + " ".repeat(Math.max(1, blanks.length - shift)) + comment;
}
