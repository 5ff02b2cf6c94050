import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Typed } from "../../../engine/language/check/check.ts";
import { compilerFor } from "../../../engine/language/closures/compile.ts";
import type { Evaluate } from "../../../engine/language/closures/compiler.ts";
import { GeneratedSource } from "../../../engine/language/generated/generated-source.ts";
import { Routine, readField } from "../../../engine/language/generated/routine.ts";
import { TermWriter } from "../../../engine/language/generated/term.ts";
import type { Frame } from "../../../engine/language/types/frame.ts";
import { parseJson } from "../../../engine/value/json.ts";
import { FileValue, Money, type RecordValue, type Value } from "../../../engine/value/value.ts";
import { type Checked, cell, type Schemas } from "./fixture.ts";

/** Names that would do harm if they stood in the source as they are. */
const HOSTILE = [
  '"]; throw 1; //',
  "a'b`$\u007bc}",
  "line\nbreak",
  "\u2028",
  "constructor",
  "toString",
  "length",
  "\\",
];

const schemas: Schemas = {
  source: "invoice",
  identities: { customer: "id" },
  enums: { kind: ["WORK", "TRAVEL", "OTHER"] },
  names: { rows: "list row", settings: "settings", units: "table text" },
  records: {
    invoice: {
      number: "int",
      interest: "decimal?",
      total: "money",
      title: "text",
      note: "text?",
      day: "date",
      due: "date?",
      open: "bool",
      kind: "enum kind",
      customer: "customer?",
    },
    customer: { id: "text", name: "text?", email: "text?", limit: "decimal?", address: "address?" },
    address: { street: "text?", city: "text?" },
    row: { quantity: "decimal", price: "decimal", discount: "decimal?", code: "text?", kind: "enum kind" },
    settings: { email: "bool", account: "text", ...Object.fromEntries(HOSTILE.map((name) => [name, "text?"])) },
  },
};

function generated(typed: Typed): { readonly evaluate: Evaluate; readonly text: string } {
  const source = new GeneratedSource();
  const routine = new Routine(source);
  const value = new TermWriter(routine, compilerFor(typed), new Map()).value(typed.term);
  source.add(`function evaluate(frame) {\n${routine.head()}\nreturn ${value};\n}`);
  return { evaluate: source.run("evaluate") as Evaluate, text: source.text("evaluate") };
}

const number = fc.letrec<{ number: string; text: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "number",
      "0",
      "2.5",
      "1000000000000.5",
      "(interest ?? 0)",
      "(customer.limit ?? 1)",
      "length(title)",
    ),
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number"))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie("number"), fc.nat(4)).map(([a, places]) => `round(${a}, ${places})`),
    fc
      .tuple(tie("number"), tie("number"), fc.constantFrom(10, 100, 1000))
      .map(([a, b, by]) => `round(${a} * ${b} / ${by}, 2)`),
    tie("number").map((a) => `-${a}`),
    fc.tuple(tie("number"), tie("condition"), tie("number")).map(([a, when, b]) => `(${a} if ${when} else ${b})`),
    fc.tuple(tie("number"), tie("condition")).map(([a, when]) => `sum(row.quantity * ${a} for row in rows if ${when})`),
    fc.constantFrom(
      "sum(round(row.quantity * row.price * (100 - (row.discount ?? 0)) / 100, 2) for row in rows)",
      "count(row for row in rows if row.code)",
      "(max(row.price for row in rows) ?? 0)",
      "(daysBetween(day, due) ?? 0)",
      "sum(position(row) for row in rows)",
      "total.amount",
    ),
  ),
  text: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "title",
      "note",
      "customer.name",
      "customer.address.city",
      "settings.account",
      "units[note]",
      "units[title]",
    ),
    fc
      .constantFrom(...HOSTILE, "", " ", "Åke 😀")
      .map((text) => JSON.stringify(text).replaceAll("{", "{{").replaceAll("}", "}}")),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `(${a} ?? ${b})`),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `join(", ", ${a}, ${b})`),
    fc.constant('join("/", row.code for row in rows if row.kind == WORK)'),
    tie("text").map((a) => `upper(${a})`),
    fc.tuple(tie("text"), fc.nat(5)).map(([a, most]) => `cut(${a}, ${most})`),
    tie("number").map((a) => `text(${a})`),
    fc.tuple(tie("text"), tie("condition"), tie("text")).map(([a, when, b]) => `(${a} if ${when} else ${b})`),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `(match kind { WORK => ${a}, TRAVEL | OTHER => ${b} })`),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `(match kind { WORK => ${a}, _ => ${b} })`),
  ),
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "open",
      "settings.email",
      "note",
      "customer",
      "customer.email",
      "rows",
      "kind == WORK",
      "kind in [WORK, OTHER]",
    ),
    fc
      .tuple(tie("number"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("number"))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie("text"), fc.constantFrom("==", "!="), tie("text")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc
      .tuple(tie("text"), fc.constantFrom("present", "absent", "integer", "not decimal", "date", "email"))
      .map(([a, what]) => `(${a} is ${what})`),
    tie("text").map((a) => `(${a} matches "^[A-Z]")`),
    tie("text").map((a) => `(${a} in ["Acme", note])`),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie("condition").map((a) => `not (${a})`),
    fc.constantFrom("any(row.quantity > 1 for row in rows)", "total > total", "day < 2026-03-01"),
  ),
}));

const expression = fc.oneof(
  number.number.map((text) => ({ text, role: "value" as const })),
  number.text.map((text) => ({ text, role: "value" as const })),
  number.condition.map((text) => ({ text, role: "condition" as const })),
);

/** What the schema promises, and now and then what it does not. */
const junk = fc.constantFrom<Value>(
  undefined,
  null,
  "",
  " ",
  "\u00a0",
  "text",
  "WORK",
  0,
  -0,
  2.345,
  -1e14,
  1e15,
  true,
  false,
  [],
  {},
  ["a", null],
  { id: "x" },
  parseJson("12345678901234567890.5"),
  new Money(5, "EUR"),
  new Money(5, undefined),
  new FileValue("a.pdf", "application/pdf", 1, { from: "joined", files: [] }),
);
const some = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: value }, { weight: 2, arbitrary: junk });
const amount = some(fc.constantFrom<Value>(0, 1, 2, 12.5, 104.255, -3.01, 99_999.99, 0.0001, 123456.123456));
const words = some(fc.constantFrom<Value>("Acme", " x ", "12", "2026-01-31", "a@b.fi", "Åke 😀", "h"));
const kind = some(fc.constantFrom<Value>("WORK", "TRAVEL", "OTHER"));
const row = some(
  fc.record({ quantity: amount, price: amount, discount: amount, code: words, kind }) as fc.Arbitrary<Value>,
);
const address = some(fc.record({ street: words, city: words }) as fc.Arbitrary<Value>);
const data = fc.record({
  source: fc.record({
    number: amount,
    interest: amount,
    total: some(fc.constant(new Money(12.5, "EUR"))),
    title: words,
    note: words,
    day: some(fc.constant("2026-02-27")),
    due: some(fc.constant("2026-03-31")),
    open: some(fc.boolean()),
    kind,
    customer: some(fc.record({ id: words, name: words, email: words, limit: amount, address }) as fc.Arbitrary<Value>),
  }) as fc.Arbitrary<RecordValue>,
  rows: some(fc.array(row, { maxLength: 4 })),
  settings: fc.constant<RecordValue>({ email: true, account: "FI21" }),
  units: some(fc.constant<Value>({ h: "HOUR", Acme: null, "12": "TWELVE" })),
});

type Outcome = { readonly value: Value } | "cannot";

function outcome(evaluate: () => Value): Outcome {
  try {
    return { value: evaluate() };
  } catch {
    return "cannot";
  }
}

function frameOf(values: Readonly<Record<string, Value>>): Frame {
  // The fixture declares the source first and then the names, two slots each.
  const slots: Value[] = [];
  ["source", ...Object.keys(schemas.names)].forEach((name, index) => {
    slots[index * 2] = values[name];
  });
  return { slots, world: { now: "2026-03-02T08:00:00+02:00", today: "2026-03-02", lookup: () => undefined } };
}

function errorsOf(checked: Checked): number {
  return checked.diagnostics.filter(({ severity }) => severity === "error").length;
}

describe("generated code", () => {
  it("gives what the closures give, and nothing where they cannot", () => {
    let fine = 0;
    let values = 0;
    fc.assert(
      fc.property(expression, fc.array(data, { minLength: 6, maxLength: 6 }), ({ text, role }, records) => {
        const checked = cell(text, { schemas, role });
        if (errorsOf(checked) > 0) return;
        fine++;
        const closure = checked.evaluate();
        const { evaluate, text: source } = generated(checked.typed);
        for (const record of records) {
          const expected = outcome(() => closure(frameOf(record)));
          if (expected !== "cannot") values++;
          expect(
            outcome(() => evaluate(frameOf(record))),
            `${text}\n${source}`,
          ).toEqual(expected);
        }
      }),
      { numRuns: 1500 },
    );
    // Most of the expressions are right, and most of them have a value.
    expect(fine).toBeGreaterThan(500);
    expect(values).toBeGreaterThan(fine * 3);
  });

  it.each(HOSTILE)("the name %j of a field is read and does nothing", (name) => {
    const source = new GeneratedSource();
    source.add(`function read(record) { return ${readField("record", name)}; }`);
    const read = source.run("read") as (record: unknown) => unknown;
    expect(read(Object.fromEntries([[name, "found"]]))).toBe("found");
    expect(read(null)).toBeUndefined();
  });

  it.each(HOSTILE)("the text %j of a rule stands for itself", (text) => {
    const source = new GeneratedSource();
    expect(source.run(source.literal(text))).toBe(text);
  });

  it("captures what has no literal", () => {
    const source = new GeneratedSource();
    const long = parseJson("0.12345678901234567890");
    const name = source.literal(long);
    expect(source.text(name)).not.toContain("1234");
    expect(source.run(name)).toBe(long);
    expect(Object.is(source.run(source.literal(-0)), -0)).toBe(true);
  });

  it("is not made where the process may make no code from text", () => {
    const module = join(import.meta.dirname, "../../../engine/language/generated/generated-source.ts");
    const program = `import { GeneratedSource } from ${JSON.stringify(pathToFileURL(module).href)};
      console.log(new GeneratedSource().run("1"));`;
    const words = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];
    expect(execFileSync(process.execPath, words, { encoding: "utf8" }).trim()).toBe("undefined");
  });
});
