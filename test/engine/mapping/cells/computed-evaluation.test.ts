import { describe, expect, it } from "vitest";
import type { Frame } from "../../../../engine/language/types/frame.ts";
import type { Field } from "../../../../engine/language/types/type.ts";
import { isComputed } from "../../../../engine/mapping/cells/computed-evaluation.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { edited } from "../edited.ts";

const gross = "    gross: quantity * 2\n    double: gross * 2\n";
const flow = edited([["computed.yaml", "  shop/orderRow:\n", `  shop/orderRow:\n${gross}`]]).typed.flows.get(
  "invoices",
);
const rows = flow?.kind === "transfer" ? flow.fields.find((node) => node.kind === "each") : undefined;
const row = rows?.kind === "each" ? rows.each.scope.resolve("row")?.entry.type : undefined;

function fieldOf(name: string): Field {
  const field = row?.kind === "record" ? row.shape.field(name) : undefined;
  if (field === undefined) throw new Error(`rows have no ${name}`);
  return field;
}

const frame = (): Frame => ({ slots: new Array<Value>(20).fill(undefined), world: undefined }) as unknown as Frame;

/** A row that counts how often its quantity is asked for. */
function counting(quantity: number) {
  const asked = { times: 0 };
  const record = {
    get quantity() {
      asked.times++;
      return quantity;
    },
  };
  return { record, asked };
}

describe("a computed field", () => {
  it("is read like any other, and known as one that is not the vendor's", () => {
    expect(fieldOf("gross").read({ quantity: 3 }, frame())).toBe(6);
    expect([isComputed(fieldOf("gross")), isComputed(fieldOf("quantity"))]).toEqual([true, false]);
  });

  it("that builds on others is worked out once for a record and an evaluation", () => {
    const { record, asked } = counting(3);
    const one = frame();
    expect([1, 2, 3].map(() => fieldOf("double").read(record, one))).toEqual([12, 12, 12]);
    expect(asked.times).toBe(1);
    expect(fieldOf("double").read(record, frame())).toBe(12);
    expect(asked.times).toBe(2);
  });

  it("is of the record that it is read of, whatever was read before", () => {
    const one = frame();
    expect([3, 5].map((quantity) => fieldOf("double").read({ quantity }, one))).toEqual([12, 20]);
    expect([3, 5].map((quantity) => fieldOf("gross").read({ quantity }, one))).toEqual([6, 10]);
  });

  it("notes nothing that it reads: who asked for it has noted the field itself", () => {
    const read: string[] = [];
    const traced = { ...frame(), trace: { read: (path: string) => read.push(path), branch: () => {} } } as Frame;
    expect(fieldOf("gross").read({ quantity: 3 }, traced)).toBe(6);
    expect(read).toEqual([]);
  });
});
