import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkExpression, checkLookup, checkTemplate, type Typed } from "../../../engine/language/check/check.ts";
import { compileExpression } from "../../../engine/language/closures/compile.ts";
import type { Evaluate } from "../../../engine/language/closures/compiler.ts";
import type { LocatedText } from "../../../engine/language/syntax/located-text.ts";
import { parseExpression, parseTemplate } from "../../../engine/language/syntax/parse.ts";
import { parseLookup } from "../../../engine/language/syntax/parse-clauses.ts";
import { readOf } from "../../../engine/language/types/built-in-fields.ts";
import type { Frame } from "../../../engine/language/types/frame.ts";
import { Scope } from "../../../engine/language/types/scope.ts";
import type { Field, Shape, Type } from "../../../engine/language/types/type.ts";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";

export const GOLDEN = join(import.meta.dirname, "../../golden/language");

/** Records, lists and tables by a short notation: `text(80)?`, `list severa/invoiceRow`, `enum severa/…`, `table text`. */
export interface Schemas {
  readonly records: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly identities: Readonly<Record<string, string>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** Names in scope, besides the fields of the source record. */
  readonly names: Readonly<Record<string, string>>;
  readonly source: string;
}

export function commonSchemas(): Schemas {
  return JSON.parse(readFileSync(join(GOLDEN, "scope.json"), "utf8"));
}

export function typeOf(notation: string, schemas: Schemas): Type {
  if (notation.endsWith("?")) return { kind: "optional", of: typeOf(notation.slice(0, -1), schemas) };
  const [head = "", ...rest] = notation.split(" ");
  const argument = rest.join(" ");
  if (head === "list") return { kind: "list", of: typeOf(argument, schemas) };
  if (head === "table") return { kind: "table", value: typeOf(argument, schemas) };
  if (head === "enum") return { kind: "enum", name: argument, members: schemas.enums[argument] ?? [] };
  if (head === "word") return { kind: "word", words: rest };
  const limited = /^text\((\d+)\)$/.exec(head);
  if (limited !== null) return { kind: "text", maxLength: Number(limited[1]) };
  if (schemas.records[notation] !== undefined) return { kind: "record", shape: shapeOf(notation, schemas) };
  return { kind: head } as Type;
}

function shapeOf(name: string, schemas: Schemas): Shape {
  const fields = schemas.records[name] ?? {};
  const identity = schemas.identities[name];
  return {
    name,
    ...(identity === undefined ? {} : { identity, kind: name }),
    names: () => Object.keys(fields),
    field(field): Field | undefined {
      const notation = Object.hasOwn(fields, field) ? fields[field] : undefined;
      return notation === undefined
        ? undefined
        : { name: field, type: typeOf(notation, schemas), own: true, read: readOf(field) };
    },
  };
}

export function located(text: string, path = "cell"): LocatedText {
  const source = { path, text };
  return { text, span: (start, end) => ({ source, start, end }) };
}

export interface Checked {
  readonly typed: Typed;
  readonly diagnostics: readonly Diagnostic[];
  /** The value with these in the slots of the names; the source record is `source`. */
  readonly run: (values?: Readonly<Record<string, Value>>, trace?: Frame["trace"]) => Value;
  readonly evaluate: () => Evaluate;
  readonly frame: (values?: Readonly<Record<string, Value>>, trace?: Frame["trace"]) => Frame;
}

export interface CellOptions {
  readonly schemas?: Schemas;
  readonly expected?: string;
  readonly role?: "value" | "condition";
  readonly read?: "expression" | "template" | "lookup";
  readonly today?: string;
}

export function cell(text: string, options: CellOptions = {}): Checked {
  const schemas = options.schemas ?? commonSchemas();
  const { report, ...collected } = watch();
  const scope = Scope.root();
  const slots = new Map<string, number>();
  slots.set("source", scope.declare("source", typeOf(schemas.source, schemas), { open: true }));
  for (const [name, notation] of Object.entries(schemas.names))
    slots.set(name, scope.declare(name, typeOf(notation, schemas)));
  const place = located(text);
  const expected = options.expected === undefined ? {} : { expected: typeOf(options.expected, schemas) };
  const role = options.role === undefined ? {} : { role: options.role };
  const common = { text: place, scope, report, ...expected, ...role };
  const typed = checkedBy(options.read ?? "expression", place, common, schemas);
  const frame: Checked["frame"] = (values = {}, trace) => frameOf(values, slots, trace, options.today);
  return {
    typed,
    get diagnostics() {
      return collected.all();
    },
    evaluate: () => compileExpression(typed),
    run: (values, trace) => compileExpression(typed, { trace: trace !== undefined })(frame(values, trace)),
    frame,
  };
}

/** The value of an expression that has no error, of the source record and of other names. */
export function evaluated(
  text: string,
  source: Value = {},
  names: Readonly<Record<string, Value>> = {},
  options: CellOptions = {},
): Value {
  const checked = cell(text, options);
  const errors = checked.diagnostics.filter((one) => one.severity === "error");
  if (errors.length > 0) throw new Error(`${text} has errors\n${render(errors)}`);
  return checked.run({ source, ...names });
}

function checkedBy(
  read: "expression" | "template" | "lookup",
  text: LocatedText,
  common: Parameters<typeof checkExpression>[1],
  schemas: Schemas,
): Typed {
  if (read === "template") return checkTemplate(parseTemplate(text, common.report), common);
  if (read === "expression") return checkExpression(parseExpression(text, common.report), common);
  const kindNames = Object.keys(schemas.identities);
  return checkLookup(parseLookup(text, common.report), {
    ...common,
    kinds: (name) =>
      kindNames.includes(name)
        ? { shape: shapeOf(name, schemas), id: schemas.identities[name] ?? "guid", filters: new Set() }
        : undefined,
    kindNames,
    registers: (name) =>
      name === "customers"
        ? { side: "from", id: "guid", shape: shapeOf("procountor/businessPartner", schemas) }
        : undefined,
    registerNames: ["customers"],
    documentNames: ["finvoice"],
  });
}

function watch() {
  const collected = collector();
  return { report: collected.report, all: () => collected.diagnostics };
}

function frameOf(
  values: Readonly<Record<string, Value>>,
  slots: ReadonlyMap<string, number>,
  trace: Frame["trace"],
  today = "2026-03-02",
): Frame {
  const frame: Frame = {
    slots: [],
    world: { now: "2026-03-02T08:00:00+02:00", today, lookup: () => undefined },
    ...(trace ? { trace } : {}),
  };
  for (const [name, value] of Object.entries(values)) {
    const slot = slots.get(name);
    if (slot !== undefined) frame.slots[slot] = value;
  }
  return frame;
}

/** A record with a prototype as JSON gives it. */
export function record(fields: RecordValue): RecordValue {
  return fields;
}

/** As a specialist reads them: where, what, and what would be right. */
export function render(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.flatMap((diagnostic) => {
    const { start, end, source } = diagnostic.span;
    const before = source.text.slice(0, start).split("\n");
    const place = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
    return [
      `${place} ${diagnostic.severity} ${diagnostic.code}: ${JSON.stringify(source.text.slice(start, end))}`,
      `  ${messageOf(diagnostic)}`,
      ...hintsOf(diagnostic).map((hint) => `  - ${hint}`),
    ];
  });
  return lines.length === 0 ? "fine\n" : `${lines.join("\n")}\n`;
}
