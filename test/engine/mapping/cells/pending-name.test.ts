import { describe, expect, it } from "vitest";
import { Scope } from "../../../../engine/language/types/scope.ts";
import { defineInOrder, type PendingName } from "../../../../engine/mapping/cells/pending-name.ts";
import type { Context } from "../../../../engine/mapping/context/context.ts";
import { collector } from "../../../../engine/source/collect.ts";

const source = { path: "a.yaml", text: "" };

/** Defines names, each with what it mentions, in a scope that has `taken`. */
function defined(...names: readonly (readonly [name: string, ...mentions: string[]])[]) {
  const faults = collector();
  const scope = Scope.root();
  scope.declare("taken", { kind: "int" });
  const order: string[] = [];
  const pending = names.map(
    ([name, ...mentions], index): PendingName => ({
      name,
      span: { source, start: index, end: index + 1 },
      mentions: new Set(mentions),
      define: () => {
        order.push(name);
        scope.declare(name, { kind: "int" });
      },
    }),
  );
  defineInOrder({ report: faults.report } as Context, pending, scope);
  return { order, scope, told: faults.diagnostics };
}

describe("the names of a level", () => {
  it("are defined after those that they mention, whatever order they stand in", () => {
    expect(defined(["c", "b", "a"], ["b", "a"], ["a"]).order).toEqual(["a", "b", "c"]);
    expect(defined(["a"], ["b", "elsewhere"]).order).toEqual(["a", "b"]);
  });

  it("go in no circle; one of it is then a fault that makes no second error, and the others are defined", () => {
    const { order, scope, told } = defined(["a", "b"], ["b", "c"], ["c", "b"]);
    expect(told).toMatchObject([{ code: "definition-cycle", facts: { names: ["b", "c", "b"] } }]);
    expect(scope.resolve("b")?.entry.type).toEqual({ kind: "fault" });
    expect(order).toEqual(["c", "a"]);
  });

  it("stand once and hide no other; the first of two is the one that counts", () => {
    const twice = defined(["a"], ["a", "b"], ["b"]);
    expect(twice.told.map(({ code, span }) => [code, span.start])).toEqual([["name-twice", 0]]);
    const hiding = defined(["taken"]);
    expect(hiding.told.map(({ code }) => code)).toEqual(["name-hides"]);
    expect(hiding.order).toEqual([]);
  });
});
