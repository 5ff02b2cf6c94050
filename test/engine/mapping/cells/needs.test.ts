import { describe, expect, it } from "vitest";
import { needKey } from "../../../../engine/mapping/cells/needs.ts";
import { edited, told } from "../edited.ts";

describe("a prerequisite", () => {
  it("gives the record of the other side, or nothing", () => {
    const flow = edited([]).typed.flows.get("invoices");
    if (flow?.kind !== "transfer") throw new Error("it is no transfer");
    const type = flow.level.scope.resolve("partner")?.entry.type;
    expect(type).toMatchObject({ kind: "optional", of: { kind: "record", shape: { name: "books/partner" } } });
    expect(flow.level.needs).toMatchObject([{ name: "partner", register: "partners", identity: "guid" }]);
  });

  it("is of a register that is there, for a record of its kind", () => {
    expect(told(["invoices.yaml", "partners for customer", "partner for customer"])).toContain(
      "register-unknown: partner",
    );
    expect(told(["invoices.yaml", "partners for customer", "partners for number"])).toContain(
      "need-not-record: number",
    );
    expect(told(["invoices.yaml", "partners for customer", "items for customer"])).toContain(
      "need-other-kind: customer",
    );
  });

  it("asks for the same record under the same key", () => {
    const need = { register: "partners", identity: "guid" };
    expect(needKey(need, { guid: "k1", name: "A" })).toBe(needKey(need, { guid: "k1", name: "B" }));
    expect(needKey({ register: "partners", identity: undefined }, { name: "A" })).toBe('need partners {"name":"A"}');
    expect(needKey(need, { name: "A" })).toBe('need partners {"name":"A"}');
  });
});
