import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowerKind } from "../../../engine/schema/lower.ts";
import { fits } from "../../../engine/schema/record-check.ts";
import type { Value } from "../../../engine/value/value.ts";
import { shared } from "./read-schemas.ts";
import { validateAgainst } from "./validate-against.ts";

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: Value; readonly valid: boolean }[];
}

const lowered = (schema: unknown) => lowerKind(new Map([["schema.json", schema]]), "schema.json", "system", "kind");

/** `format` is left out: the suite takes it for a remark, while our record schemas mean it. */
const suites = ["draft2020-12", "draft7"].map((draft) => join(shared, "suites/json-schema", draft));

describe("the lowering only widens", () => {
  for (const folder of suites) {
    test.skipIf(!existsSync(folder))(
      `every valid instance of the published suite fits (${folder.split("/").at(-1)})`,
      () => {
        const refused: string[] = [];
        let valid = 0;
        for (const name of readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "format.json")) {
          for (const group of JSON.parse(readFileSync(join(folder, name), "utf8")) as Group[]) {
            for (const { data, description } of group.tests.filter((one) => one.valid)) {
              valid += 1;
              if (!fits(lowered(group.schema), data)) refused.push(`${name}: ${group.description}: ${description}`);
            }
          }
        }
        expect(refused).toEqual([]);
        expect(valid).toBeGreaterThan(400);
      },
    );
  }

  test("an instance made from a schema is valid to ajv and fits the lowering; one of another type fits neither", () => {
    fc.assert(
      fc.property(schemaWithInstance(3), ({ schema, instance, wrong }) => {
        expect(validateAgainst(schema, instance)).toEqual([]);
        expect(fits(lowered(schema), instance)).toBe(true);
        expect(validateAgainst(schema, wrong)).not.toEqual([]);
        expect(fits(lowered(schema), wrong)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

interface Made {
  readonly schema: Record<string, unknown>;
  readonly instance: Value;
  /** A value of another type than any that the schema allows. */
  readonly wrong: Value;
}

const scalar: fc.Arbitrary<Made> = fc.oneof(
  fc.boolean().map((instance) => ({ schema: { type: "boolean" }, instance, wrong: "true" })),
  fc.integer().map((instance) => ({ schema: { type: "integer" }, instance, wrong: 1.5 })),
  fc
    .integer({ min: -99999, max: 99999 })
    .map((cents) => ({ schema: { type: "number" }, instance: cents / 100, wrong: "1" })),
  fc
    .string({ maxLength: 5, unit: "grapheme" })
    .map((instance) => ({ schema: { type: "string", maxLength: 40 }, instance, wrong: "x".repeat(41) })),
  fc
    .constantFrom("MAIL", "EMAIL")
    .map((instance) => ({ schema: { type: "string", enum: ["MAIL", "EMAIL"] }, instance, wrong: "POST" })),
  fc.constant({ schema: { type: "string", format: "date" }, instance: "2026-01-31", wrong: "31.1.2026" }),
);

function schemaWithInstance(depth: number): fc.Arbitrary<Made> {
  if (depth === 0) return scalar;
  const inner = schemaWithInstance(depth - 1);
  const list = fc.array(fc.constant(0), { minLength: 1, maxLength: 3 }).chain((items) =>
    inner.map(({ schema, instance, wrong }) => ({
      schema: { type: "array", items: schema },
      instance: items.map(() => instance),
      wrong: [wrong],
    })),
  );
  const record = fc.tuple(inner, inner).map(([a, b]) => ({
    schema: {
      type: "object",
      required: ["a"],
      properties: { a: a.schema, b: { anyOf: [b.schema, { type: "null" }] } },
    },
    instance: { a: a.instance, b: null },
    wrong: { a: a.instance, b: b.wrong },
  }));
  return fc.oneof(scalar, list, record);
}

describe("a schema as our types see it", () => {
  const node = (schema: unknown) => lowered(schema).node;

  test("is what its type and format say", () => {
    expect(node({ type: "string", maxLength: 5 })).toEqual({ kind: "text", maxLength: 5 });
    expect(node({ type: "string", format: "date" })).toEqual({ kind: "date" });
    expect(node({ type: "number", "x-scale": 2 })).toEqual({ kind: "decimal", scale: 2 });
    expect(node({ type: ["integer", "number"] }).kind).toBe("decimal");
    expect(lowered({ type: ["boolean", "null"] })).toEqual({ node: { kind: "bool" }, nullable: true });
  });

  test("is a named list of words, which may be null", () => {
    expect(lowered({ enum: ["A", "B", null] })).toEqual({
      node: { kind: "enum", name: "system/kind.", members: ["A", "B"] },
      nullable: true,
    });
    expect(node({ enum: [1, 2] }).kind).toBe("int");
  });

  test("is the one schema of a choice that is not null", () => {
    expect(lowered({ anyOf: [{ type: "null" }, { type: "string" }] })).toEqual({
      node: { kind: "text", maxLength: undefined },
      nullable: true,
    });
  });

  test.each([
    [{}, "it has no type"],
    [{ format: "date" }, "it has a format and no type"],
    [{ type: ["string", "integer"] }, "it may be string or integer"],
    [{ type: "object" }, "its fields are not told"],
    [{ type: "text" }, '"text" is no type of JSON Schema'],
    [{ enum: ["A", 1] }, "its values are of several types"],
    [{ anyOf: [{ type: "string" }, { type: "object" }] }, "it is one of several schemas"],
    [{ $ref: "other.json" }, "the reference other.json leads nowhere"],
  ])("says why nothing is known of %j", (schema, gap) => {
    expect(node(schema)).toEqual({ kind: "unknown", gap });
  });
});
