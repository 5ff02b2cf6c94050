import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkRecord } from "../../../engine/schema/record-check.ts";
import { faultSentence } from "../../../engine/schema/record-fault.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { Money } from "../../../engine/value/value.ts";
import { readShipped, root } from "./read-schemas.ts";

const systems = { severa: readShipped("severa").system, procountor: readShipped("procountor").system };

function faults(
  kind: `${"severa" | "procountor"}/${string}`,
  value: RecordValue,
  check: "sent" | "changes" | "given" = "sent",
): readonly string[] {
  const [system, name] = kind.split("/") as ["severa" | "procountor", string];
  const record = systems[system].kinds.get(name)?.record;
  if (record === undefined) throw new Error(`no kind ${kind}`);
  return checkRecord(record, value, check).map(faultSentence);
}

const product = { type: "SALES", name: "Suunnittelu", discount: 0, price: 100, active: true, currency: "EUR" };

describe("a record that is sent", () => {
  test("is fine when it has what a create needs", () => {
    expect(faults("procountor/product", product)).toEqual([]);
  });

  test("must have what a create needs", () => {
    const { price: _, ...rest } = product;
    expect(faults("procountor/product", { ...rest, currency: null })).toEqual([
      "price is missing",
      "currency is missing",
    ]);
  });

  test("must have what a part needs once the part is there", () => {
    expect(faults("severa/projectFee", { project: {} })).toEqual(["project.guid is missing"]);
  });

  test("may carry money where the schema has an amount with its currency", () => {
    expect(faults("severa/projectFee", { project: { guid: "p1" }, unitCost: new Money(10, "EUR") })).toEqual([]);
  });

  test("has texts no longer than the limit, counted in characters", () => {
    expect(faults("procountor/product", { ...product, name: "🙂".repeat(100) })).toEqual([]);
    expect(faults("procountor/product", { ...product, name: "🙂".repeat(101) })).toEqual([
      "name is longer than 100 characters",
    ]);
  });

  test("has words of the enum, whole numbers, dates and lists where they belong", () => {
    expect(
      faults("procountor/product", {
        ...product,
        type: "SALE",
        vatStatus: 1.5,
        startDate: "1.3.2026",
        productLocalizations: "x",
      }),
    ).toEqual([
      'type is the text "SALE", where one of PURCHASE, SALES, TRAVEL is expected',
      "vatStatus is the number 1.5, where a whole number is expected",
      'productLocalizations is the text "x", where a list is expected',
      'startDate is the text "1.3.2026", where a date is expected',
    ]);
  });

  test("names the row", () => {
    expect(
      faults("procountor/ledgerTransactionDimensions", {
        ledgerReceiptId: 1,
        transactionId: 2,
        dimensionItemValues: [
          { dimensionId: 1, itemId: 1, value: 1 },
          { dimensionId: 1, itemId: "x", value: 1 },
        ],
      }),
    ).toEqual(['dimensionItemValues.2.itemId is the text "x", where a whole number is expected']);
  });
});

test("changes need nothing but must be of the right type", () => {
  expect(faults("procountor/product", { price: 1 }, "changes")).toEqual([]);
  expect(faults("procountor/product", { price: "1" }, "changes")).toEqual([
    'price is the text "1", where a number is expected',
  ]);
});

test("what a system gives must have what its schema promises", () => {
  expect(faults("severa/invoiceStatus", { guid: "s1", name: "Sent" }, "given")).toEqual([]);
  expect(faults("severa/invoiceStatus", { guid: "s1" }, "given")).toEqual(["name is missing"]);
});

test("works where code from strings is switched off", () => {
  const script = `
    import { lowerKind } from ${JSON.stringify(join(root, "engine/schema/lower.ts"))};
    import { checkRecord } from ${JSON.stringify(join(root, "engine/schema/record-check.ts"))};
    const schema = { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 3 } } };
    const { node } = lowerKind(new Map([["x.json", schema]]), "x.json", "system", "x");
    console.log(checkRecord(node, { name: "long" }, "sent").map((fault) => fault.problem).join());
    try { new Function("return 1")(); console.log("not switched off"); } catch {}
  `;
  const flags = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", script];
  expect(execFileSync(process.execPath, flags, { encoding: "utf8" }).trim()).toBe("is longer than 3 characters");
});
