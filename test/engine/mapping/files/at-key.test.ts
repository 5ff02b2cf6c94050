import { describe, expect, it } from "vitest";
import { Scope } from "../../../../engine/language/types/scope.ts";
import { Keys } from "../../../../engine/mapping/context/keys.ts";
import { conditionAt, expressionAt, expressionsAt, kindAt, pathsAt } from "../../../../engine/mapping/files/at-key.ts";
import { openContext } from "../../../../engine/mapping/files/opened-context.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import { edited } from "../edited.ts";

const { sides } = edited([]).typed;

/** What may stand at the key `a` of a file, in a scope with a text `note` that may be absent. */
function written(text: string) {
  const faults = collector();
  const map = readYaml({ path: "a.yaml", text }, faults.report);
  if (map?.kind !== "map") throw new Error("it is no map");
  const scope = Scope.root();
  scope.declare("note", { kind: "optional", of: { kind: "text" } });
  const context = openContext(() => undefined, sides, new Set(), faults.report);
  const keys = new Keys(map, "a thing", ["a", "b"], faults.report);
  return { scope, context, keys, told: () => faults.diagnostics.map(({ code }) => code) };
}

describe("what stands at a key", () => {
  it("a kind must stand there", () => {
    const { context, keys, told } = written("a: shop/order");
    expect(kindAt(context, keys, "a")?.name).toBe("shop/order");
    expect(kindAt(context, keys, "b")).toBeUndefined();
    expect(told()).toEqual(["key-missing"]);
  });

  it("an expression, one or several, may be missing in silence", () => {
    const { context, keys, scope, told } = written('a: [note, note ?? "b"]');
    expect(expressionsAt(context, keys, "a", scope).length).toBe(2);
    expect(expressionsAt(context, keys, "b", scope)).toEqual([]);
    expect(expressionAt(context, keys, "b", scope)).toBeUndefined();
    expect(told()).toEqual([]);
  });

  it("a condition has been proved in the scope that it gives", () => {
    const { context, keys, scope } = written("a: note");
    const { when, scope: within } = conditionAt(context, keys, "a", scope);
    const typeIn = (where: Scope) => expressionAt(context, keys, "a", where)?.type.kind;
    expect(when).toBeDefined();
    expect([typeIn(scope), typeIn(within)]).toEqual(["optional", "text"]);
    expect(conditionAt(context, keys, "b", scope)).toEqual({ when: undefined, scope });
  });

  it("paths are taken as they are written, with their places", () => {
    const { context, keys } = written("a: [number, receiver.name]");
    expect(pathsAt(context, keys, "a").map(({ path, span }) => [path, span.start])).toEqual([
      ["number", 4],
      ["receiver.name", 12],
    ]);
  });
});
