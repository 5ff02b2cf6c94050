export const DEEPEST_NESTING = 100;

/**
 * Where brackets, or indents and the marks that count as indents, first nest absurdly deep, by a rough count that does not
 * know texts from rules: the parser's time grows with the square of the depth. The exact limit is kept when the tree is read.
 */
export function tooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let columns: number[] = [];
  for (const { 0: piece, index } of text.matchAll(/[[\]{}]|^ *(?:[-?:] +)*(?=\S)/gm)) {
    if (/[[{]/.test(piece)) brackets++;
    else if (/[\]}]/.test(piece)) brackets = Math.max(brackets - 1, 0);
    else {
      const first = piece.search(/[^ ]/);
      columns = columns.filter((column) => column < (first < 0 ? piece.length : first));
      for (const mark of piece.matchAll(/[-?:]/g)) columns.push(mark.index);
      columns.push(piece.length);
    }
    if (brackets > DEEPEST_NESTING * 10 || columns.length > DEEPEST_NESTING * 2 + 1) return index;
  }
  return undefined;
}
