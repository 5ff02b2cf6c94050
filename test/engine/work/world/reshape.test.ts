import { describe, expect, it } from "vitest";
import type { Jsonata } from "../../../../engine/mapping/tree/field-node.ts";
import { parseJson } from "../../../../engine/value/json.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { ReshapeFault } from "../../../../engine/work/base/reshape-fault.ts";
import { saidOfReadFault } from "../../../../engine/work/base/said.ts";
import { evaluateAll } from "../../../../engine/work/world/evaluate.ts";
import type { LookupSource } from "../../../../engine/work/world/lookups.ts";
import { reshape } from "../../../../engine/work/world/reshape.ts";
import { RunWorld } from "../../../../engine/work/world/run-world.ts";

const record = {
  number: 5001,
  rows: [
    { text: "Suunnittelu", amount: 100.1 },
    { text: "Matka", amount: 20.25 },
  ],
};
const span = { source: { path: "invoices.yaml", text: "" }, start: 3, end: 9 };

function cell(text: string, returns: Jsonata["returns"]): Jsonata {
  return { id: text, field: "invoice.number", text, returns, span };
}

function reshaped(text: string, returns: Jsonata["returns"], input: Value = record): Promise<Value> {
  return reshape(cell(text, returns), input, () => false);
}

describe("JSONata as the escape hatch [ENG-05]", () => {
  it("reshapes a record into a value of the declared type", async () => {
    expect(await reshaped("$join(rows.text, ' + ')", "text")).toBe("Suunnittelu + Matka");
    expect(await reshaped("$count(rows)", "integer")).toBe(2);
    expect(await reshaped("nothing.here", "text")).toBeUndefined();
  });

  it.each([
    ["a decimal with cents", "amount", "decimal", parseJson("100.10")],
    ["the longest that a double holds", "amount", "decimal", 123456789012.345],
    ["a date", "day", "date", "2026-03-29"],
    ["a text with quotes, breaks and signs beyond the first plane", "text", "text", '"a"\n\u2028\u{1f600}{}'],
    ["a bool", "flag", "bool", false],
    ["nothing", "gone", "text", undefined],
  ] as const)("%s crosses unharmed", async (_, field, returns, value) => {
    expect(await reshaped(field, returns, { [field]: value, other: 1 })).toEqual(value);
  });

  it("refuses a result of another type, naming what it gave and what was declared", async () => {
    await expect(reshaped("rows[0].amount", "text")).rejects.toThrow(
      'it gives 100.1, where "returns: text" is declared',
    );
    await expect(reshaped("rows.amount", "decimal")).rejects.toThrow("returns: decimal");
    await expect(reshaped("function($x) { $x }", "text")).rejects.toThrow("no value but a function");
  });

  it("does not change the record it is given", async () => {
    await reshaped("$ ~> | rows | {'text': 'changed'} |", "text").catch(() => undefined);
    expect(record.rows[0]?.text).toBe("Suunnittelu");
  });

  it("remembers nothing of the record before, which may be another company's", async () => {
    const seen = "$seen := $exists($seen) ? $seen : name";
    expect(await reshaped(seen, "text", { name: "Eka Oy" })).toBe("Eka Oy");
    expect(await reshaped(seen, "text", { name: "Toka Oy" })).toBe("Toka Oy");
  });

  it("refuses a result that is nested deeper than anything that is read", async () => {
    const deep = reshaped("$reduce([1..300], function($inner, $_) { [[$inner]] }, [1])", "text");
    await expect(deep).rejects.toThrow(ReshapeFault);
    await expect(deep).rejects.toThrow("nested more than");
  });

  it("knows nothing of the program: no environment, and no code is made of a text", async () => {
    await expect(reshaped("$constructor.constructor('return process.env')()", "text")).resolves.toBeUndefined();
    await expect(reshaped("$string($eval('process'))", "text")).resolves.toBeUndefined();
  });

  it("is pending at first, and its failure stays with the record that asked", async () => {
    const world = new RunWorld({} as LookupSource, 4, "2026-03-02T08:00:00Z", "2026-03-02");
    const number = cell("number", "integer");
    const results = await evaluateAll(world, [record, { number: "no number" }], (one) => world.reshape(number, one));
    expect(results[0]).toBe(5001);
    expect(results[1]).toBeInstanceOf(ReshapeFault);
    expect(saidOfReadFault(results[1] as ReshapeFault, { ...span, start: 0 })).toMatchObject({
      code: "jsonata-failed",
      text: 'The JSONata for invoice.number gives no value: it gives "no number", where "returns: integer" is declared.',
      span,
    });
  });
});

const TOO_MUCH = /takes longer than 1 s|needs more than 128 MB of memory/;

describe("JSONata is ended at its limits, and the next expression is evaluated as ever", () => {
  it.each([
    ["a regular expression that goes back", `$contains("${"a".repeat(40)}!", /(a+)+$/)`, TOO_MUCH],
    ["recursion without end", "($f := function($n) { $f($n + 1) }; $f(1))", TOO_MUCH],
    ["recursion that keeps its place", "($f := function($n) { 1 + $f($n + 1) }; $f(1))", /Stack overflow/],
    ["a long range", "$count([1..10000000])", /maximum sequence length/i],
    ["ranges within a range", "$count([1..5000].([1..5000]))", TOO_MUCH],
    ["a join of everything", "$length($join($map([1..90000], function($n) { $pad('', 100000, 'x') })))", TOO_MUCH],
    ["a text that fills the memory", "$length($base64encode($pad('', 300000000)))", TOO_MUCH],
    ["a long text", "$pad('', 2000000)", /its result is too long|takes longer/],
    ["brackets in brackets", `${"(".repeat(50_000)}1${")".repeat(50_000)}`, /call stack|takes longer/],
  ])("%s", { timeout: 20_000 }, async (_, text, sentence) => {
    const began = performance.now();
    const [failed, next] = await Promise.allSettled([reshaped(text, "integer"), reshaped("$count(rows)", "integer")]);
    expect(failed).toMatchObject({ reason: { name: "ReshapeFault", message: expect.stringMatching(sentence) } });
    expect(next).toEqual({ status: "fulfilled", value: 2 });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
