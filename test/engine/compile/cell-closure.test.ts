import { describe, expect, it } from "vitest";
import type { RecordValue } from "../../../engine/value/value.ts";
import { invoices, only } from "./invoices.ts";
import { order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it.each(["", "  ", "\n", "\u00a0", "\u2003"])("fills no field with white space: %j is absent", (receiver) => {
    const made = only(sceneOf(), { ...order, street: receiver });
    expect(made.kind === "ready" && Object.keys(made.body["receiver"] as RecordValue)).not.toContain("street");
    for (const trace of [false, true])
      expect(only({ ...sceneOf(), trace }, { ...order, receiver }).kind).toBe("refused");
  });

  it("tells the line and the sources of each field when asked", () => {
    const evaluation = only({ ...sceneOf(), trace: true }, order);
    if (evaluation.kind !== "ready") throw new Error(evaluation.kind);
    const byPath = new Map(evaluation.lineage.map((one) => [one.path, one]));
    expect(byPath.get("receiver.email")?.sources.map(({ path }) => path)).toContain("customer.email");
    expect(byPath.get("rows.2.quantity")).toMatchObject({
      value: 12.5,
      sources: [{ path: "row.quantity", value: 12.5 }],
    });
    const span = byPath.get("penalty")?.span;
    expect(span?.source.text.slice(span.start, span.end)).toBe("round(interest, 2)");
    expect(invoices.evaluate(sceneOf(), order)).toEqual([{ ...evaluation, lineage: [] }]);
  });
});
