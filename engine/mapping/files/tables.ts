import type { Type } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { SourceText, Span } from "../../source/span.ts";
import type { YamlMap, YamlScalar } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import { didYouMean, Keys, mapOf, scalarOf } from "../context/keys.ts";
import type { TypedTable } from "../tree/typed-integration.ts";
import { type CsvRow, readCsv } from "./csv.ts";

/** Reads `tables:` into `into`: rows written out, or the columns of a CSV file of the same folder. */
export function readTables(
  map: YamlMap,
  files: readonly SourceText[],
  into: Map<string, TypedTable>,
  report: Report,
): void {
  for (const { key, value } of map.entries) {
    const rows = mapOf(value, `the table ${key.text}`, report);
    if (rows === undefined) continue;
    const there = into.get(key.text);
    if (there !== undefined) {
      report(
        "name-twice",
        key.span,
        { name: key.text },
        { related: [{ span: there.span, label: "it stands here already" }] },
      );
      continue;
    }
    const isFile = rows.entries.some((entry) => entry.key.text === "file");
    const table = isFile
      ? fileTable(key.text, key.span, rows, files, report)
      : writtenTable(key.text, key.span, rows, report);
    into.set(
      key.text,
      table ?? { name: key.text, rows: {}, type: { kind: "table", value: { kind: "fault" } }, span: key.span },
    );
  }
}

function writtenTable(name: string, span: Span, rows: YamlMap, report: Report): TypedTable {
  const cells: [string, YamlScalar][] = [];
  for (const { key, value } of rows.entries) {
    const scalar = scalarOf(value, `${name}[${key.text}]`, report);
    if (scalar !== undefined) cells.push([key.text, scalar]);
  }
  const values = cells.map(([, scalar]) => cellValue(scalar));
  const quoted = cells.some(([, scalar]) => scalar.style === "double" || scalar.style === "single");
  return {
    name,
    rows: recordOf(cells.map(([key], index) => [key, values[index]])),
    type: { kind: "table", value: typeOfValues(values, quoted) },
    span,
  };
}

function cellValue(scalar: YamlScalar): Value {
  return typeof scalar.value === "number" || typeof scalar.value === "boolean" ? scalar.value : scalar.text;
}

const WORD = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Bare words fit the list that is expected where the table is used; anything else is text. */
function typeOfValues(values: readonly Value[], quoted: boolean): Type {
  if (values.every((value) => typeof value === "boolean")) return { kind: "bool" };
  if (values.every((value) => typeof value === "number"))
    return { kind: values.every(Number.isInteger) ? "int" : "decimal" };
  const texts = values.map(String);
  if (!quoted && texts.every((text) => WORD.test(text))) return { kind: "word", words: [...new Set(texts)] };
  return { kind: "text", maxLength: Math.max(0, ...texts.map((text) => text.length)) };
}

function fileTable(
  name: string,
  span: Span,
  map: YamlMap,
  files: readonly SourceText[],
  report: Report,
): TypedTable | undefined {
  const keys = new Keys(map, `the table ${name}`, ["file", "key", "value"], report);
  for (const key of ["file", "key", "value"]) keys.need(key);
  const file = keys.scalar("file");
  const source = files.find((candidate) => file !== undefined && fileName(candidate.path) === file.text);
  if (file === undefined) return undefined;
  if (source === undefined) {
    const known = files.map((candidate) => fileName(candidate.path)).filter((path) => path.endsWith(".csv"));
    return void report("table-file-missing", file.span, { file: file.text }, { hints: didYouMean(file.text, known) });
  }
  const { rows: written, openQuote } = readCsv(source.text);
  if (openQuote !== undefined)
    return void report("table-quote-open", { source, start: openQuote, end: openQuote + 1 }, {});
  const [first, ...lines] = written;
  if (first === undefined) return void report("table-file-empty", file.span, { file: file.text });
  const header = first.cells;
  const columns = (["key", "value"] as const).map((which) => {
    const wanted = keys.scalar(which);
    const index = wanted === undefined ? -1 : header.indexOf(wanted.text);
    if (wanted !== undefined && index < 0)
      report(
        "table-column-missing",
        wanted.span,
        { column: wanted.text, file: file.text, known: header },
        { hints: didYouMean(wanted.text, header) },
      );
    return index;
  });
  const [keyColumn = -1, valueColumn = -1] = columns;
  if (keyColumn < 0 || valueColumn < 0) return undefined;
  const whole = lines.filter((line) => {
    if (line.cells.length >= header.length) return true;
    const facts = { found: line.cells.length, expected: header.length };
    return void report("table-row-short", { source, start: line.start, end: line.end }, facts);
  });
  reportKeysTwice(whole, keyColumn, source, report);
  const rows = whole.map(({ cells }): [string, Value] => [cells[keyColumn] ?? "", cells[valueColumn] ?? ""]);
  return {
    name,
    rows: recordOf(rows),
    type: {
      kind: "table",
      value: typeOfValues(
        rows.map(([, value]) => value),
        false,
      ),
    },
    span,
  };
}

function reportKeysTwice(rows: readonly CsvRow[], keyColumn: number, source: SourceText, report: Report): void {
  const spanOf = ({ start, end }: CsvRow): Span => ({ source, start, end });
  const seen = new Map<string, CsvRow>();
  for (const row of rows) {
    const key = row.cells[keyColumn] ?? "";
    const there = seen.get(key);
    if (there === undefined) seen.set(key, row);
    else {
      const related = [{ span: spanOf(there), label: "the first one" }];
      report("table-key-twice", spanOf(row), { key }, { related });
    }
  }
}

function recordOf(rows: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(rows);
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
