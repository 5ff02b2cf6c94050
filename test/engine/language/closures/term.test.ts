import { describe, expect, it } from "vitest";
import { EvaluationFault } from "../../../../engine/language/types/fault.ts";
import type { Span } from "../../../../engine/source/span.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { cell, evaluated } from "../fixture.ts";

describe("tracing", () => {
  it("notes whole paths with their values, and the branch that was taken", () => {
    const reads: [string, Value][] = [];
    const branches: string[] = [];
    const text = "customer.owner.name if customer.email else receiverCustomerName";
    const trace = {
      read: (path: string, value: Value) => void reads.push([path, value]),
      branch: ({ source, start, end }: Span) => void branches.push(source.text.slice(start, end)),
    };
    expect(cell(text).run({ source: { customer: { email: "a@b.fi", owner: { name: "Ann" } } } }, trace)).toBe("Ann");
    expect(reads).toEqual([
      ["customer.email", "a@b.fi"],
      ["customer.owner.name", "Ann"],
    ]);
    expect(branches).toEqual(["customer.owner.name"]);
  });
});

it("the position of what stands in no list is a failure, not absent", () => {
  expect(() => evaluated("position(row)", {}, { row: {} })).toThrow(EvaluationFault);
});
