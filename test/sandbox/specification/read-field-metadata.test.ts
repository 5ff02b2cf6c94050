import { expect, it } from "vitest";
import { readFieldMetadata } from "../../../sandbox/specification/read-field-metadata.ts";

it("keeps facts: paths, parameters, bodies, types, limits, words; lists stay lists, and what nobody describes is any", () => {
  const made = readFieldMetadata({
    apiVersion: "26.04",
    enums: { Colour: ["RED", "BLUE"] },
    operations: [
      { method: "GET", path: "/things", query: [{ name: "since" }], responses: { "200": "Thing[]" } },
      { method: "POST", path: "/things", body: "Thing", responses: { "201": "Thing" } },
      { method: "PUT", path: "/things/{id}", body: "NotThere", responses: { "200": null, "404": "Thing" } },
      { method: "PATCH", path: "/things", body: "NotThere[]", responses: { "200": null } },
    ],
    schemas: {
      Thing: {
        fields: [
          { name: "name", type: "string", minLength: 1, maxLength: 80, required: true },
          { name: "size", type: "integer", min: 0 },
          { name: "price", type: "number", max: 999 },
          { name: "made", type: "string", format: "date" },
          { name: "open", type: "boolean" },
          { name: "colour", type: "string", enumRef: "Colour" },
          { name: "state", type: "string", enum: ["on", "off"] },
          { name: "part", ref: "Thing" },
          { name: "other", ref: "NotThere" },
          { name: "rows", type: "array", items: { ref: "Thing" }, required: true },
          { name: "tags", type: "array" },
          { name: "more", type: "object" },
        ],
      },
    },
  });
  expect(made).toEqual({
    source: "rebuilt",
    version: "26.04",
    operations: {
      "GET /things": { query: ["since"], answer: "[@Thing]" },
      "POST /things": { request: "@Thing", answer: "@Thing" },
      "PUT /things/{id}": { request: "any" },
      "PATCH /things": { request: "[any]" },
    },
    shapes: {
      Thing: {
        name: "text 1..80!",
        size: "integer 0..",
        price: "number ..999",
        made: "date",
        open: "boolean",
        colour: "enum @Colour",
        state: "enum on|off",
        part: "@Thing",
        other: "any",
        rows: "[@Thing]!",
        tags: "[any]",
        more: "any",
      },
    },
    enums: { Colour: ["RED", "BLUE"] },
  });
});
