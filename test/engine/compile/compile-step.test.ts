import { describe, expect, it } from "vitest";
import type { StepEvaluation } from "../../../engine/compile/compiled.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";
import { transferOf } from "./invoices.ts";
import { compiledShop, type KnownWorld, knownWorld, order, sceneOf, shopFile } from "./shop.ts";

const made = { id: 555, balance: 251 };

/** What the only step of a transfer does, written as this under `then:`. */
function doing(step: string) {
  const text = shopFile("invoices.yaml");
  const only = `${text.slice(0, text.indexOf("then:"))}then:\n${step}`;
  const transfer = transferOf(compiledShop({ "invoices.yaml": only }).transfers.get("invoices"));
  return (
    record: RecordValue = order,
    world: KnownWorld = knownWorld(),
    document: RecordValue = made,
  ): readonly StepEvaluation[] => transfer.evaluateStep(sceneOf(world), record, "o1", document, 0);
}

function withRows(...units: readonly string[]): KnownWorld {
  const world = knownWorld();
  const rows = units.map(
    (unit, index): Value => ({ guid: `r${index + 1}`, description: `row ${index + 1}`, quantity: 1, unit }),
  );
  world.relations.set("o1.rows", rows);
  return world;
}

describe("a step", () => {
  it("does nothing where its condition does not hold", () => {
    const step = doing("  - do: approve\n    when: note is present\n");
    expect(step()).toEqual([]);
    expect(step({ ...order, note: "x" })).toMatchObject([{ kind: "write", operation: "action", action: "approve" }]);
  });

  it("is refused, and not done, where anything is said of it", () => {
    const step = doing(
      "  - do: approve\n    refuse:\n      - when: note is absent\n        say: street-missing\n        facts: { customer: receiver }\n",
    );
    expect(step()).toMatchObject([
      { kind: "refused", identity: "o1", said: [{ text: "The invoice for Acme Oy has no street." }] },
    ]);
    expect(step({ ...order, note: "x" })).toMatchObject([{ kind: "write" }]);
  });

  it("goes by the id that the document was given; without one it has none", () => {
    const step = doing("  - do: approve\n");
    expect(step()).toMatchObject([{ to: { side: "books", kind: "invoice" }, id: "555", body: {} }]);
    expect(step(order, knownWorld(), {})[0]).not.toHaveProperty("id");
  });
});

describe("a step for each entry", () => {
  const step = doing(
    [
      "  - create: books/item",
      "    each: row in rows",
      '    when: row.unit != "km"',
      "    refuse:",
      "      - when: units[row.unit] is absent",
      "        say: unit-unknown",
      "        facts: { unit: row.unit }",
      "    fields:",
      "      code: { value: text(books.id), over: cut }",
      "      name: { value: row.description, over: cut }",
      "",
    ].join("\n"),
  );

  it("refuses the one entry of which something is said; those beside it are done", () => {
    const evaluations = step(order, withRows("h", "mile", "km", "pc"));
    expect(evaluations.map(({ kind, identity }) => [kind, identity])).toEqual([
      ["write", "o1#r1"],
      ["refused", "o1#r2"],
      ["write", "o1#r4"],
    ]);
    expect(evaluations[1]).toMatchObject({ said: [{ code: "unit-unknown", text: "There is no unit mile." }] });
  });

  it("makes nothing of no entries", () => {
    expect(step(order, withRows())).toEqual([]);
  });
});

describe("a verification", () => {
  const balance = "  - verify: books.balance == 251\n    else: undo\n    say: totals-differ\n";

  it("looks at the document as it stands on the other side", () => {
    expect(doing(balance)()).toEqual([]);
    expect(doing(balance)(order, knownWorld(), { id: 555, balance: 1 })).toMatchObject([
      { kind: "failed", otherwise: "undo", said: { text: "The totals differ." } },
    ]);
  });

  it("that only warns says so with its words, and what it says is no refusal", () => {
    const step = doing(balance.replace("undo", "warn"));
    expect(step(order, knownWorld(), { id: 555, balance: 1 })).toMatchObject([
      { kind: "failed", otherwise: "warn", said: { code: "totals-differ" } },
    ]);
  });
});
