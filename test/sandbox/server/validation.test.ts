import { expect, it } from "vitest";
import type { Json } from "../../../sandbox/server/json.ts";
import { Validation } from "../../../sandbox/server/validation.ts";

const validation = new Validation(
  {
    source: "published",
    version: "1",
    operations: {},
    shapes: {
      Thing: {
        name: "text 1..5!",
        size: "integer 0..9",
        colour: "enum @Colour",
        state: "enum on|off",
        made: "date",
        changed: "date-time",
        active: "boolean",
        rows: "[@Row]",
        parent: "@Thing",
        free: "any",
      },
      Row: { amount: "number!" },
    },
    enums: { Colour: ["RED"] },
  },
  {
    isDate: (text) => text === "today",
    isDateTime: (text) => text === "now",
    text: (text, required) => (text === "?" ? `odd${required ? " and required" : ""}` : undefined),
  },
);

const problems = (body: Record<string, Json>) =>
  validation.violations("Thing", body).map(({ path, problem }) => [path, problem]);

it("a right body has no violation, and what the shape does not have is passed over", () => {
  const body = {
    name: "abc",
    size: 3,
    colour: "RED",
    state: "off",
    made: "today",
    changed: "now",
    active: false,
    rows: [{ amount: 1.5 }],
    parent: { name: "p" },
    free: [{}],
    unknown: 1,
  };
  expect(problems(body)).toEqual([]);
});

it("each violation is told with its place, as facts", () => {
  const body = {
    name: "abcdef",
    size: 10,
    colour: "BLUE",
    state: 1,
    made: "yesterday",
    changed: "then",
    active: "true",
    rows: [{ amount: 1 }, { amount: "1" }, {}, "x"],
    parent: { name: "?", size: -1, rows: {} },
  };
  expect(problems(body)).toEqual([
    ["name", { kind: "length", least: 1, most: 5 }],
    ["size", { kind: "above", most: 9 }],
    ["colour", { kind: "word", value: "BLUE" }],
    ["state", { kind: "word", value: 1 }],
    ["made", { kind: "type", expected: "date" }],
    ["changed", { kind: "type", expected: "date-time" }],
    ["active", { kind: "type", expected: "boolean" }],
    ["rows[1].amount", { kind: "type", expected: "number" }],
    ["rows[2].amount", { kind: "required" }],
    ["rows[3]", { kind: "type", expected: "object" }],
    ["parent.name", { kind: "text", says: "odd and required" }],
    ["parent.size", { kind: "below", least: 0 }],
    ["parent.rows", { kind: "type", expected: "list" }],
  ]);
  expect(problems({ name: "a", size: 1.5 })).toEqual([["size", { kind: "type", expected: "integer" }]]);
  expect(problems({})).toEqual([["name", { kind: "required" }]]);
});

it("limits are kept to by what stands at them, and what is required is not null", () => {
  for (const body of [
    { name: "a", size: 0 },
    { name: "abcde", size: 9 },
  ])
    expect(problems(body)).toEqual([]);
  expect(problems({ name: "" })).toEqual([["name", { kind: "length", least: 1, most: 5 }]]);
  expect(problems({ name: null, size: null })).toEqual([["name", { kind: "required" }]]);
});
