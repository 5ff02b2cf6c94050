import { describe, expect, it } from "vitest";
import { PendingIds } from "../../../../engine/work/base/pending-ids.ts";

describe("ids of records that are still to be made", () => {
  it("are the same each time, of the type of the id, and none that a record has", () => {
    const [one, other] = [new PendingIds(), new PendingIds()];
    const number = one.idOf("customers", "c1", true);
    expect(number).toBe(other.idOf("customers", "c1", true));
    expect(number).toBeLessThan(0);
    expect(Number.isInteger(number)).toBe(true);
    expect(one.idOf("customers", "c2", true)).not.toBe(number);
    expect(one.idOf("customers", "c1", false)).toMatch(/^~[0-9a-f]{15}$/);
  });

  it("are shown by the record that they stand for, however deep", () => {
    const pending = new PendingIds();
    const body = { partnerId: 7, rows: [{ productId: pending.idOf("products", "p1", true), name: "x" }] };
    expect(pending.shown(body)).toEqual({ partnerId: 7, rows: [{ productId: "new products/p1", name: "x" }] });
    expect(pending.has(7)).toBe(false);
    expect(pending.has(body.rows[0]?.productId)).toBe(true);
  });
});
