import { displayWidth, padded } from "./display-width.ts";
import { shortened } from "./shortened.ts";
import { wrapped } from "./wrapped.ts";

export interface TableOptions {
  /** Of the heads. */
  readonly style?: (head: string) => string;
  /** In columns; as wide as the cells are if left out. */
  readonly width?: number;
  /** Columns of plain text that may be narrower than their cells: those are broken between words, and long words are cut. */
  readonly flexible?: readonly number[];
}

const GAP = "  ";
/** Narrower, nobody can read a name. */
const NARROWEST = 10;

/**
 * Columns under their heads, each as wide as its widest cell where there is room; the last one is not padded. Where there is
 * not even room for narrow columns, a row is a block of lines, each with the head of its cell. Nothing for no rows.
 */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  { style = (head) => head, width = Number.POSITIVE_INFINITY, flexible = [] }: TableOptions = {},
): readonly string[] {
  if (rows.length === 0) return [];
  const natural = heads.map((head, column) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  const widths = fitted(natural, flexible, width);
  if (widths === undefined) return rows.flatMap((row) => block(heads, row, width, style));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padded(cell, column === heads.length - 1 ? 0 : (widths[column] ?? 0)))
      .join(GAP)
      .trimEnd();
  const lines = (cells: readonly string[]): readonly string[] => {
    const parts = cells.map((cell, column) =>
      displayWidth(cell) <= (widths[column] ?? 0) ? [cell] : inColumn(cell, widths[column] ?? 0),
    );
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, at) => line(parts.map((part) => part[at] ?? "")));
  };
  return [
    ...lines(heads).map((head) => (head === line(heads) ? line(heads.map(style)) : style(head))),
    ...rows.flatMap(lines),
  ];
}

/** The widths with which all fits, the widest of the flexible columns made narrower first; undefined when nothing does. */
function fitted(natural: readonly number[], flexible: readonly number[], width: number): readonly number[] | undefined {
  const widths = [...natural];
  for (let over = sum(widths) + GAP.length * (widths.length - 1) - width; over > 0; over--) {
    const widest = flexible.reduce<number | undefined>(
      (best, column) => (best === undefined || (widths[column] ?? 0) > (widths[best] ?? 0) ? column : best),
      undefined,
    );
    if (widest === undefined || (widths[widest] ?? 0) <= NARROWEST) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function inColumn(cell: string, width: number): readonly string[] {
  return wrapped(
    cell
      .split(" ")
      .map((word) => shortened(word, width))
      .join(" "),
    width,
    "",
  );
}

function block(
  [first = "", ...heads]: readonly string[],
  [name = "", ...cells]: readonly string[],
  width: number,
  style: (head: string) => string,
): readonly string[] {
  const under = cells.flatMap((cell, index) =>
    cell === "" ? [] : [...wrapped(`${heads[index] ?? ""}: ${cell}`, width, "    ", "  ")],
  );
  return [style(shortened(name === "" ? first : name, width)), ...under];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
