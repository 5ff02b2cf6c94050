import type { KindDocument, KindField } from "../review/kind-document.ts";
import { forColumns, forLine } from "../value/cleaned.ts";
import { displayWidth } from "./display-width.ts";
import { plural } from "./plural.ts";
import type { Screen } from "./screen.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** More words than these are only counted. */
const MOST_WORDS = 24;

/** A system with its kinds, one a line. */
export interface SystemKinds {
  readonly system: string;
  readonly title: string;
  readonly kinds: readonly KindDocument[];
}

/** The kinds of some systems, for people. */
export function kindsText(systems: readonly SystemKinds[], screen: Screen): string {
  const { bold } = screen.colours;
  const parts = systems.map(({ system, title, kinds }) => {
    const rows = kinds.map(
      ({ kind, can, fields, title: name, about }): Row => ({
        cells: [forLine(kind), can.join(" "), String(fields.length)],
        about: about ?? name ?? "",
      }),
    );
    return [bold(forLine(`${title} (${system})`)), ...layout(["Kind", "Can", "Fields"], rows, screen)].join("\n");
  });
  return [...parts, "One kind with its fields: koppel kinds SYSTEM/KIND"].join("\n\n");
}

/** One kind with all its fields, for people. */
export function kindText(kind: KindDocument, screen: Screen): string {
  const { bold } = screen.colours;
  const isNarrow = Math.max(0, ...kind.fields.map(({ path }) => displayWidth(path))) + BESIDE_PATHS > screen.width;
  const nameOf = ({ path }: KindField): string => (isNarrow ? indented(path) : path);
  const rows = kind.fields.map(
    (field): Row => ({
      cells: [forColumns(forLine(nameOf(field))), typeText(field), writeText(field), field.filter ? "yes" : ""],
      about: aboutField(field),
    }),
  );
  const relations = kind.relations.map(
    ({ name, kind: other, many, about }): Row => ({
      cells: [forColumns(forLine(name)), forLine(`${many ? "list of " : ""}${other ?? (many ? "files" : "file")}`)],
      about: about ?? "",
    }),
  );
  return [
    bold(forLine(kind.title === undefined ? kind.kind : `${kind.kind}: ${kind.title}`)),
    ...(kind.about === undefined ? [] : wrapped(kind.about, screen.width, "")),
    "",
    ...factsOf(kind).flatMap((line) => wrapped(line, screen.width, "  ", "")),
    "",
    ...layout(["Field", "Type", "Create", "Filter"], rows, screen),
    ...(relations.length === 0
      ? []
      : ["", bold("What a rule reads by a further call:"), ...layout(["Name", "Holds"], relations, screen)]),
  ].join("\n");
}

/** Of a screen that leaves less than this beside the longest path, fields stand below what they belong to. */
const BESIDE_PATHS = 70;

/** `    .city` for `address.city`. */
function indented(path: string): string {
  const above = path.split(".").length - 1;
  return above === 0 ? path : `${"  ".repeat(above)}${path.slice(path.lastIndexOf("."))}`;
}

/** What stands above the fields, one sentence each. */
export function factsOf({ id, label, can, actions, filters }: KindDocument): readonly string[] {
  const verbs = [...can, ...actions];
  return [
    `Identified by ${id}${label.length === 0 ? "" : `, called ${label.join(" ")}`}.`,
    verbs.length === 0 ? "It comes with other records only." : `Calls: ${verbs.join(", ")}.`,
    ...(can.includes("list")
      ? [
          filters.length === 0
            ? "The system filters by no field: to look one up, the whole list is read."
            : `The system filters by ${filters.join(", ")}; to look one up by another field, the whole list is read.`,
        ]
      : []),
  ];
}

const SEVERAL: Readonly<Record<KindField["type"], string>> = {
  text: "texts",
  word: "words",
  number: "numbers",
  "whole number": "whole numbers",
  "true or false": "true or false",
  date: "dates",
  "date and time": "dates and times",
  money: "money",
  file: "files",
  record: "records",
  table: "tables",
  unknown: "unknown",
};

/** `text, at most 80`, `list of records`, `number, 2 decimals`. */
export function typeText({ type, many, limit, scale }: Pick<KindField, "type" | "many" | "limit" | "scale">): string {
  const bound = limit !== undefined ? `, at most ${limit}` : scale === undefined ? "" : `, ${plural(scale, "decimal")}`;
  return `${many ? `list of ${SEVERAL[type]}` : type}${bound}`;
}

/** What a create does with the field. */
export function writeText({ access, required }: Pick<KindField, "access" | "required">): string {
  return access === "read only" ? "read only" : required ? "required" : (access ?? "");
}

/** What else is known of a field, in sentences. */
export function aboutField({ about, words, leadsTo, as, gap }: KindField, mostWords = MOST_WORDS): string {
  const reads = as === undefined ? "" : ` behind ${as}`;
  return [
    ...(about === undefined ? [] : [about]),
    ...(leadsTo === undefined ? [] : [`Leads to ${leadsTo}${reads}.`]),
    ...(words === undefined ? [] : [wordsText(words, mostWords)]),
    ...(gap === undefined ? [] : [`Nothing is known of its values: ${gap}.`]),
  ].join(" ");
}

function wordsText(words: readonly string[], most: number): string {
  const shown = words.map((word) => (word === "" ? '""' : word));
  if (words.length <= most) return `${shown.join(", ")}.`;
  return `${shown.slice(0, 3).join(", ")} … (${words.length} words; all with --format json).`;
}

interface Row {
  readonly cells: readonly string[];
  readonly about: string;
}

/** In a narrower column than this, sentences stand better below the line. */
const LEAST = 28;

/** Columns of which the last takes what is left of the screen, in several lines where it has to; empty columns are left out. */
function layout(heads: readonly string[], rows: readonly Row[], { colours, width }: Screen): readonly string[] {
  const used = heads.map((_, column) => rows.some(({ cells }) => (cells[column] ?? "") !== ""));
  const kept = (cells: readonly string[]): readonly string[] => cells.filter((_, column) => used[column]);
  const names = kept(heads);
  const widths = names.map((head, column) =>
    Math.max(displayWidth(head), ...rows.map(({ cells }) => displayWidth(kept(cells)[column] ?? ""))),
  );
  const left = width - widths.reduce((sum, each) => sum + each + 2, 0);
  if (left < LEAST) {
    const [head = "", ...lines] = table(
      names,
      rows.map(({ cells }) => kept(cells)),
      { style: colours.bold },
    );
    return [head, ...lines.flatMap((line, at) => [line, ...wrapped(rows[at]?.about ?? "", width, "      ")])];
  }
  const lines = rows.flatMap(({ cells, about }) => {
    const [first = "", ...rest] = wrapped(about, left, "");
    const empty = names.map(() => "");
    return [[...kept(cells), first], ...rest.map((line) => [...empty, line])];
  });
  return table([...names, rows.some(({ about }) => about !== "") ? "About" : ""], lines, { style: colours.bold });
}
