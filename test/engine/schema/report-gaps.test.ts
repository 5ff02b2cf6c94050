import { describe, expect, test } from "vitest";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { reportGaps } from "../../../engine/schema/report-gaps.ts";
import { collector } from "../../../engine/source/collect.ts";
import { readSchema, readShipped } from "./read-schemas.ts";

describe("fields of which nothing is known", () => {
  test.each(["severa", "procountor"] as const)("every field of %s has a type", (name) => {
    const { system, connector } = readShipped(name);
    const collected = collector();
    reportGaps(system, connector, collected.report);
    expect(collected.diagnostics.map(messageOf)).toEqual([]);
  });

  test("a field of which nothing is known is noted, at its kind", () => {
    const loose = {
      type: "object",
      properties: { id: { type: "integer" }, any: {}, rows: { type: "array", items: { type: ["string", "integer"] } } },
    };
    const loaded = readSchema(
      "connector: x\nkinds:\n  thing: { schema: thing.json, id: id }",
      new Map([["thing.json", { source: { path: "thing.json", text: "" }, json: loose as unknown }]]),
    );
    const collected = collector();
    reportGaps(loaded.system, loaded.connector, collected.report);
    expect(
      collected.diagnostics.map((fault) => ({ ...fault, message: messageOf(fault), hints: hintsOf(fault) })),
    ).toMatchObject([
      {
        severity: "note",
        message: "nothing is known of the values of thing.any: it has no type",
        hints: ["thing.rows: it may be string or integer"],
      },
    ]);
  });
});
