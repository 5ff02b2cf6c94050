import { describe, expect, test } from "vitest";
import { messageOf } from "../../../engine/report/message-of.ts";
import { readSchema, readShipped } from "./read-schemas.ts";

const severa = readShipped("severa").system;
const procountor = readShipped("procountor").system;

describe("faults of a connector", () => {
  const record = {
    type: "object",
    required: ["id"],
    properties: { id: { type: "integer" }, name: { type: "string" } },
  };
  const files = new Map([
    ["thing.json", { source: { path: "thing.json", text: "" }, json: record as unknown }],
    ["list.json", { source: { path: "list.json", text: "" }, json: { type: "array" } as unknown }],
  ]);
  const said = (kinds: string): readonly string[] =>
    readSchema(`connector: x\ntitle: X\nkinds:\n${kinds}`, files).diagnostics.map(messageOf);

  test("a schema that is not there", () => {
    expect(said("  thing: { schema: things.json, id: id }")).toEqual([
      "the kind thing names the schema things.json, which is not there",
    ]);
  });
  test("a schema of something else than a record", () => {
    expect(said("  thing: { schema: list.json, id: id }")).toEqual([
      "the schema list.json of the kind thing must describe a record with its fields",
    ]);
  });
  test("a kind without a schema or id", () => {
    expect(said("  thing: { label: [name] }")).toEqual(["the kind thing must say its schema and its id"]);
  });
  test("an id that is no field, with the nearest", () => {
    expect(said("  thing: { schema: thing.json, id: ids }")).toEqual([
      "the schema of thing has no field ids; did you mean id?",
    ]);
  });
  test("a reference to an unknown kind, with the nearest", () => {
    expect(said("  thing: { schema: thing.json, id: id, references: { name: { kind: thingy, as: other } } }")).toEqual([
      "there is no kind thingy; did you mean thing?",
    ]);
  });
});

describe("what the connector can do", () => {
  test("is told by its keys", () => {
    const invoice = procountor.kinds.get("invoice");
    expect(invoice?.can).toEqual({ read: true, create: true, update: true, undo: true, list: true, listChanges: true });
    expect([...(invoice?.actions ?? [])]).toContain("approve");
    expect([...(severa.kinds.get("invoice")?.filters ?? [])]).toContain("status");
    expect(severa.kinds.get("invoice")?.can).toEqual({
      read: true,
      create: false,
      update: true,
      undo: false,
      list: true,
      listChanges: true,
    });
    expect(severa.kinds.get("invoice")?.label).toEqual(["number", "receiverCustomerName"]);
  });
});
