import { expect, it } from "vitest";
import { transferShape } from "../../../../engine/mapping/cells/transfer-shape.ts";

const frame = { slots: [], world: { now: "2026-03-02T08:00:00+02:00", today: "2026-03-02", lookup: () => undefined } };
const read = (name: string, identity: string) => transferShape.field(name)?.read({ identity }, frame);

it("a transfer has the same marks for every attempt, and others than the next", () => {
  for (const name of ["marker", "uuid"]) {
    expect(read(name, "acme/invoices/o1")).toBe(read(name, "acme/invoices/o1"));
    expect(read(name, "acme/invoices/o1")).not.toBe(read(name, "acme/invoices/o2"));
  }
  expect(read("marker", "acme/invoices/o1")).toMatch(/^K[0-9A-F]{11}$/);
  expect(read("uuid", "acme/invoices/o1")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(read("time", "acme/invoices/o1")).toBe("2026-03-02T08:00:00+02:00");
  expect(transferShape.field("other")).toBeUndefined();
});
