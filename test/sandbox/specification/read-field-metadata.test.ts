import { expect, it } from "vitest";
import { readFieldMetadata } from "../../../sandbox/specification/read-field-metadata.ts";

it("keeps facts: paths, parameters, bodies, types, limits, words; lists stay lists, and what nobody describes is any", () => {
  const made = readFieldMetadata({
    apiVersion: "26.04",
    enums: { Colour: ["RED"] },
    operations: [
      { method: "GET", path: "/things", query: [{ name: "since" }], responses: { "200": "Thing[]" } },
      { method: "POST", path: "/things", body: "Thing", responses: { "201": "Thing", "400": "Fault" } },
      { method: "PUT", path: "/things/{id}", body: "Unknown[]", responses: { "200": null } },
    ],
    schemas: {
      Thing: {
        fields: [
          { name: "name", type: "string", minLength: 1, maxLength: 80, required: true },
          { name: "colour", enumRef: "Colour" },
          { name: "state", enum: ["on", "off"] },
          { name: "size", type: "integer", min: 0 },
          { name: "made", type: "string", format: "date" },
          { name: "rows", type: "array", items: { ref: "Thing" }, required: true },
          { name: "other", ref: "Unknown" },
          { name: "active", type: "boolean" },
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
      "PUT /things/{id}": { request: "[any]" },
    },
    shapes: {
      Thing: {
        ...{ name: "text 1..80!", colour: "enum @Colour", state: "enum on|off", size: "integer 0..", made: "date" },
        ...{ rows: "[@Thing]!", other: "any", active: "boolean" },
      },
    },
    enums: { Colour: ["RED"] },
  });
});
