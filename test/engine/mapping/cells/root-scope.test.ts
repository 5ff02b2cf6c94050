import { describe, expect, it } from "vitest";
import { rootScope } from "../../../../engine/mapping/cells/root-scope.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../../../../engine/mapping/tree/slots.ts";
import type { TypedTable } from "../../../../engine/mapping/tree/typed-integration.ts";
import { edited } from "../edited.ts";

const { typed } = edited([]);
const order = typed.sides.get("shop")?.schema.kinds.get("order");
if (order === undefined) throw new Error("there is no order");
const source = { name: "shop", shape: order.shape };
const tables: ReadonlyMap<string, TypedTable> = typed.tables;
const context = { settingsType: { kind: "unknown" } as const, tables };

describe("the outermost scope", () => {
  it("has the source record under the name of its side, and its fields as bare names", () => {
    const scope = rootScope(context, source);
    expect(scope.resolve("shop")).toMatchObject({ entry: { slot: SOURCE_SLOT }, field: undefined });
    expect(scope.resolve("receiver")).toMatchObject({ entry: { slot: SOURCE_SLOT }, field: { name: "receiver" } });
  });

  it("has the fields under the side's name alone where two records could be meant", () => {
    const scope = rootScope(context, source, false);
    expect(scope.resolve("receiver")).toBeUndefined();
    expect(scope.resolve("shop")?.entry.slot).toBe(SOURCE_SLOT);
  });

  it("keeps its slots where every evaluation looks for them, also without a source record", () => {
    for (const scope of [rootScope(context, source), rootScope(context, undefined)]) {
      expect(scope.resolve("settings")?.entry.slot).toBe(SETTINGS_SLOT);
      expect(scope.declare("more", { kind: "unknown" })).toBeGreaterThan(Math.max(MEMO_SLOT, SOURCE_SLOT));
    }
  });

  it("has the tables as constants, and shows no name of its own to the author", () => {
    const scope = rootScope(context, undefined);
    const units = scope.resolve("units")?.entry;
    expect(units?.kind === "lazy" && units.constant).toBe(tables.get("units")?.rows);
    expect(scope.resolve("memo")).toBeUndefined();
    expect(scope.resolve("source")).toBeUndefined();
  });
});
