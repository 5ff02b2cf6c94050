import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayBeThrown } from "../../../../engine/language/generated/given-up.ts";
import type { Frame } from "../../../../engine/language/types/frame.ts";
import { parseJson } from "../../../../engine/value/json.ts";
import { FileValue, Money, type RecordValue, type Value } from "../../../../engine/value/value.ts";
import { type Checked, cell, type Schemas } from "../fixture.ts";
import { HOSTILE } from "./hostile.ts";
import { written } from "./written.ts";

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
    fc
      .tuple(tie("text"), fc.constantFrom("^[A-Z]", "(?i)^a|e$", "^(.+)+$", "[^a]{300}[^a]{200}$"))
      .map(([a, pattern]) => `(${a} matches "${pattern}")`),
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
  } catch (thrown) {
    // Anything else would be a fault of what made the closure or the code.
    expect(mayBeThrown(thrown), String(thrown)).toBe(true);
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
        const { evaluate, text: source } = written(checked.typed);
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
});
