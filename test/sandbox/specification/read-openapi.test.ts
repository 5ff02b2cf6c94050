import { expect, it } from "vitest";
import { readOpenApi } from "../../../sandbox/specification/read-openapi.ts";

it("keeps facts and drops prose: paths, parameters, rights, bodies, types, limits, words", () => {
  const made = readOpenApi(
    {
      info: { version: "1.2" },
      paths: {
        "/things/{id}": {
          get: {
            parameters: [
              { name: "id", in: "path" },
              { name: "since", in: "query" },
            ],
            responses: {
              "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
            },
            "x-scopes-from-tag": ["things:read"],
          },
          put: {
            requestBody: {
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Thing" } } },
              },
            },
            responses: { "204": {} },
          },
        },
      },
      components: {
        schemas: {
          Colour: { enum: ["RED", "BLUE"] },
          Code: { type: "string", maxLength: 5 },
          Thing: {
            required: ["name"],
            properties: {
              name: { type: "string", minLength: 1, maxLength: 80 },
              colour: { allOf: [{ $ref: "#/components/schemas/Colour" }] },
              code: { $ref: "#/components/schemas/Code" },
              size: { type: "integer", minimum: 0 },
              made: { type: "string", format: "date" },
              state: { type: "string", enum: ["on", "off"] },
              other: { $ref: "#/components/schemas/NotThere" },
            },
          },
        },
      },
    },
    "published",
  );
  expect(made).toEqual({
    source: "published",
    version: "1.2",
    operations: {
      "GET /things/{id}": { query: ["since"], scopes: ["things:read"], answer: "@Thing" },
      "PUT /things/{id}": { request: "[@Thing]" },
    },
    shapes: {
      Thing: {
        name: "text 1..80!",
        colour: "enum @Colour",
        code: "text ..5",
        size: "integer 0..",
        made: "date",
        state: "enum on|off",
        other: "any",
      },
    },
    enums: { Colour: ["RED", "BLUE"] },
  });
});
