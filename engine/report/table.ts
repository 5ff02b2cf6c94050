import { displayWidth, padded } from "./display-width.ts";

/** Columns under their heads, each as wide as its widest cell; the last one is not padded. Nothing for no rows. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  style: (head: string) => string = (head) => head,
): readonly string[] {
  if (rows.length === 0) return [];
  const widths = heads.map((head, column) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padded(cell, column === heads.length - 1 ? 0 : (widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(heads.map(style)), ...rows.map(line)];
}
