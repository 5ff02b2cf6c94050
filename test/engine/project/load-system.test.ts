import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSystem, readJson } from "../../../engine/project/load-system.ts";
import { openSources } from "../../../engine/project/sources.ts";
import { collector } from "../../../engine/source/collect.ts";
import { folderWith } from "./small-project.ts";

const connector = "connector: tiny\ntitle: Tiny\nkinds:\n  a: { schema: a.json, id: id, label: id }\n";
const schema = '{ "type": "object", "properties": { "id": { "type": "integer" } } }';

function loaded(files: Readonly<Record<string, string>>) {
  const root = folderWith(files);
  const faults = collector();
  const system = loadSystem(join(root, "tiny"), openSources(root), faults.report);
  return { system, told: faults.diagnostics.map(({ code, span }) => `${span.source.path}:${span.start} ${code}`) };
}

describe("the folder of a system", () => {
  it("is its connector with the schemas beside it, by the folder's name", () => {
    const { system, told } = loaded({
      "tiny/connector.yaml": connector,
      "tiny/a.json": schema,
      "tiny/notes.md": "# a",
    });
    expect(told).toEqual([]);
    expect([system?.name, ...(system?.schema.kinds.keys() ?? [])]).toEqual(["tiny", "a"]);
  });

  it("is none without a connector, or with one that is no map", () => {
    expect(loaded({ "tiny/a.json": schema })).toEqual({ system: undefined, told: [] });
    expect(loaded({ "tiny/connector.yaml": "a", "tiny/a.json": schema }).system).toBeUndefined();
  });

  it("says where the text of a schema is broken", () => {
    const { told } = loaded({ "tiny/connector.yaml": connector, "tiny/a.json": '{ "type": "object", }' });
    expect(told).toContain("tiny/a.json:20 json-syntax");
  });
});

it("JSON is what the plain parser reads, or its fault where it stands", () => {
  const faults = collector();
  expect(readJson({ path: "a.json", text: '{"a":[1]}' }, faults.report)).toEqual({ a: [1] });
  expect(faults.diagnostics).toEqual([]);
  expect(readJson({ path: "a.json", text: "[1, 2" }, faults.report)).toBeUndefined();
  expect(faults.diagnostics).toMatchObject([{ code: "json-syntax", span: { start: 5, end: 5 } }]);
});
