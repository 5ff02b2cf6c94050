import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
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

describe("JSONata as the escape hatch [ENG-05]", () => {
  it("reshapes a record into a value of the declared type", async () => {
    expect(await reshape("$join(rows.text, ' + ')", "text", record)).toBe("Suunnittelu + Matka");
    expect(await reshape("$count(rows)", "integer", record)).toBe(2);
    expect(await reshape("nothing.here", "text", record)).toBeUndefined();
  });

  it("refuses a result of another type, naming what it gave and what was declared", async () => {
    await expect(reshape("rows[0].amount", "text", record)).rejects.toThrow(
      'JSONata gave 100.1, where "returns: text" was declared',
    );
    await expect(reshape("rows.amount", "decimal", record)).rejects.toThrow("returns: decimal");
  });

  it("is stopped when it does not end", async () => {
    await expect(reshape("($f := function($n) { $f($n + 1) }; $f(1))", "integer", record)).rejects.toThrow(/JSONata: /);
  });

  it("does not change the record it is given", async () => {
    await reshape("$ ~> | rows | {'text': 'changed'} |", "text", record).catch(() => undefined);
    expect(record.rows[0]?.text).toBe("Suunnittelu");
  });

  it("is pending at first, and its failure stays with the record that asked", async () => {
    const world = new RunWorld({} as LookupSource, 4, "2026-03-02T08:00:00Z", "2026-03-02");
    const results = await evaluateAll(world, [record, { number: "no number" }], (one) =>
      world.reshape("a", "number", "integer", one),
    );
    expect(results[0]).toBe(5001);
    expect(results[1]).toBeInstanceOf(ReadFault);
  });
});
