import { lineText, positionAt } from "../source/line-index.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode } from "../source/yaml-tree.ts";
import type { Edit } from "./edit.ts";
import { WIDEST_PADDING } from "./expression-layout.ts";

/**
 * The values of a field table under each other. Lines that follow each other without a gap make one table. A column that
 * most lines keep to already stays where it is; a name that is too long for it has its value one blank behind.
 */
export function fieldTableEdits(map: YamlMap): readonly Edit[] {
  const rows = map.entries
    .filter(isOnOneLine)
    .filter(({ key, value }) => isBlank(key.span.source.text, key.span.end + 1, value.span.start));
  return runsOf(rows, ({ key }) => key).flatMap((run) => {
    const cells = run.map((entry) => ({
      width: entry.key.span.end - entry.key.span.start + 1,
      distance: columnOfValue(entry),
    }));
    const column = columnFor(cells);
    return run.map(({ key, value }) => {
      const start = key.span.end + 1;
      return { start, end: value.span.start, text: " ".repeat(Math.max(1, column - (start - key.span.start))) };
    });
  });
}

interface CellPlace {
  readonly width: number;
  /** From the cell to what follows it, as it stands. */
  readonly distance: number;
}

/** The column that most cells keep to, else the one behind the widest cell; 0 when that would tear the table apart. */
function columnFor(cells: readonly CellPlace[]): number {
  const kept = [
    ...Map.groupBy(
      cells.filter(({ width, distance }) => distance > width),
      ({ distance }) => distance,
    ),
  ].map(([distance, all]) => ({ distance, count: all.length }));
  const usual = kept.toSorted((one, other) => other.count - one.count || one.distance - other.distance)[0];
  if (usual !== undefined && usual.count * 2 > cells.length) return usual.distance;
  const widths = cells.map(({ width }) => width);
  const widest = Math.max(...widths);
  return widest - Math.min(...widths) > WIDEST_PADDING ? 0 : widest + 1;
}

/** Where the value begins, counted from its key. */
function columnOfValue({ key, value }: YamlEntry): number {
  return value.span.start - key.span.start;
}

/** The columns of a list of `{ }` rows under each other, by the same rules. */
export function rowTableEdits(list: YamlList): readonly Edit[] {
  const rows = list.items.filter((item): item is YamlMap => item.kind === "map" && isBraceRow(item));
  return runsOf(rows, (row) => row).flatMap((run) => [...run.flatMap(insideEdits), ...columnEdits(run)]);
}

/** One blank behind `{`, behind each name's colon and before `}`. */
function insideEdits(row: YamlMap): readonly Edit[] {
  const { text } = row.span.source;
  const first = row.entries[0];
  const last = row.entries.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaps = [
    [row.span.start + 1, first.key.span.start],
    ...row.entries.map(({ key, value }) => [key.span.end + 1, value.span.start]),
    [last.value.span.end, row.span.end - 1],
  ] as const;
  return gaps.flatMap(([start = 0, end = 0]) => (isBlank(text, start, end) ? [{ start, end, text: " " }] : []));
}

interface Gap extends CellPlace {
  readonly start: number;
  readonly end: number;
}

/** Cells behind the same names share a column. */
function columnEdits(run: readonly YamlMap[]): readonly Edit[] {
  const columns = new Map<string, Gap[]>();
  for (const row of run) {
    let name = "";
    row.entries.forEach((entry, index) => {
      name += `${entry.key.text}\n`;
      const gap = gapAfter(entry, row.entries[index + 1]);
      if (gap !== undefined) columns.set(name, [...(columns.get(name) ?? []), gap]);
    });
  }
  return [...columns.values()].flatMap((gaps) => {
    const column = columnFor(gaps);
    return gaps.map(({ start, end, width }) => ({ start, end, text: `,${" ".repeat(Math.max(1, column - width))}` }));
  });
}

function gapAfter({ key, value }: YamlEntry, next: YamlEntry | undefined): Gap | undefined {
  if (next === undefined) return undefined;
  const start = value.span.end;
  const end = next.key.span.start;
  if (key.span.source.text.slice(start, end).trim() !== ",") return undefined;
  // With the colon, one blank and the comma.
  const width = key.span.end - key.span.start + 3 + value.span.end - value.span.start;
  return { start, end, width, distance: end - key.span.start };
}

/** Those on lines that follow each other directly. */
function runsOf<Row>(rows: readonly Row[], nodeOf: (row: Row) => YamlNode): readonly (readonly Row[])[] {
  const runs: Row[][] = [];
  let lastLine = -1;
  for (const row of rows) {
    const { span } = nodeOf(row);
    const { line } = positionAt(span.source, span.start);
    if (line === lastLine + 1 && lineText(span.source, line).trim() !== "") runs.at(-1)?.push(row);
    else runs.push([row]);
    lastLine = line;
  }
  return runs;
}

function isBraceRow(row: YamlMap): boolean {
  const { source, start, end } = row.span;
  return source.text[start] === "{" && source.text[end - 1] === "}" && !source.text.slice(start, end).includes("\n");
}

function isOnOneLine({ key, value }: YamlEntry): boolean {
  if (
    value.kind === "scalar" &&
    (value.style === "literal" || value.style === "folded" || value.span.start === value.span.end)
  )
    return false;
  if (value.kind !== "scalar" && !isInBraces(value)) return false;
  const { source } = key.span;
  return positionAt(source, key.span.start).line === positionAt(source, value.span.end).line;
}

/** Written in `{ }` or `[ ]`. */
export function isInBraces(node: YamlNode): boolean {
  return node.kind !== "scalar" && "{[".includes(node.span.source.text[node.span.start] ?? " ");
}

function isBlank(text: string, start: number, end: number): boolean {
  return end >= start && /^ *$/.test(text.slice(start, end));
}
