import { expect, it } from "vitest";
import { descriptions, digestOf, specificationText } from "../../../sandbox/specification/digest.ts";
import { specificationOf } from "../../../sandbox/specification/read-specification.ts";

it("is written with one fact a line, sorted, and read back as it was", () => {
  const specification = {
    source: "rebuilt" as const,
    version: "1",
    operations: { "POST /b": { request: "@B" }, "GET /a": { query: ["since"] } },
    shapes: { B: { name: "text" } },
    enums: {},
  };
  const text = specificationText(specification);
  expect(JSON.parse(text)).toEqual(specification);
  expect(text.split("\n").filter((line) => line.startsWith("    "))).toEqual([
    '    "GET /a": {"query":["since"]},',
    '    "POST /b": {"request":"@B"}',
    '    "B": {"name":"text"}',
  ]);
});

it("is nothing for a system that is not described, or whose description is not here", () => {
  expect(digestOf("nobody")).toBeUndefined();
  for (const system of Object.keys(descriptions)) expect(digestOf(system, "/nowhere")).toBeUndefined();
});

it.each(Object.keys(descriptions))("what is kept of %s is as the digest writes it", (system) => {
  const kept = specificationOf(system);
  expect(JSON.parse(specificationText(kept))).toEqual(kept);
});
