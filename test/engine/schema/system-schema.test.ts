import { describe, expect, test } from "vitest";
import { messageOf } from "../../../engine/report/message-of.ts";
import { readShipped, schemaFiles } from "./read-schemas.ts";

const severa = readShipped("severa").system;
const procountor = readShipped("procountor").system;

describe("the shipped systems", () => {
  test.each(["severa", "procountor"] as const)(
    "%s has a schema for every kind of its connector, and says nothing wrong",
    (name) => {
      expect(readShipped(name).diagnostics.map(messageOf)).toEqual([]);
    },
  );

  test("no schema file is left over", () => {
    for (const [name, system] of [
      ["severa", severa],
      ["procountor", procountor],
    ] as const) {
      const used = new Set([...system.kinds.values()].map((kind) => kind.jsonSchema));
      const left = [...schemaFiles(name)].filter(
        ([file, { json }]) =>
          file !== "common.json" && ![...used].some((one) => JSON.stringify(one) === JSON.stringify(json)),
      );
      expect(left.map(([file]) => file)).toEqual([]);
    }
  });
});
