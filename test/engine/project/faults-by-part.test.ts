import { describe, expect, it } from "vitest";
import { faultsByPart } from "../../../engine/project/faults-by-part.ts";
import type { Workspace } from "../../../engine/project/workspace.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";

const source = { path: "koppel.yaml", text: "" };
const at = (start: number, path = source.path) => ({ source: { path, text: "" }, start, end: start + 1 });
const stretch = (start: number, end: number) => ({ source, start, end });

function company(key: string, integration: string, connections: readonly string[]) {
  const systems = new Map(connections.map((connection) => [connection, { connection }]));
  return [key, { key, integrations: new Map([[integration, { name: integration, systems }]]) }] as const;
}

/** Acme and Beta use shop-books with a web shop each and one ledger; Gamma's integrations could not be read. */
const workspace = {
  source,
  connections: new Map([
    ["web-acme", { connector: "shop" }],
    ["web-beta", { connector: "shop" }],
    ["ledger", { connector: "books" }],
  ]),
  companies: new Map([
    company("acme", "shop-books", ["web-acme", "ledger"]),
    company("beta", "crm-books", ["web-beta", "ledger"]),
  ]),
  parts: [
    { kind: "connection", name: "web-acme", span: stretch(10, 20) },
    { kind: "connection", name: "ledger", span: stretch(20, 30) },
    { kind: "company", company: "acme", span: stretch(40, 60) },
    { kind: "integration", company: "acme", name: "shop-books", span: stretch(50, 60) },
    { kind: "company", company: "gamma", span: stretch(60, 70) },
  ],
} as unknown as Workspace;

function byPart(code: string, span: Diagnostic["span"], severity = "error") {
  const fault = { code, severity, span, facts: {}, hints: [], related: [] } as unknown as Diagnostic;
  const { ofAll, ofOne } = faultsByPart(workspace, [fault]);
  return { ofAll: ofAll.length, ofOne: [...ofOne.keys()] };
}

describe("a fault keeps from running", () => {
  it.each<readonly [where: string, span: Diagnostic["span"], names: readonly string[]]>([
    ["a connection: who uses it", at(12), ["acme/shop-books"]],
    ["a connection of several: each of them", at(25), ["acme/shop-books", "beta/crm-books"]],
    ["a company: its integrations", at(45), ["acme/shop-books"]],
    ["an integration: it alone", at(55), ["acme/shop-books"]],
    ["a company that cannot be read: all that it may have", at(65), ["gamma"]],
    ["a mapping folder: who uses it", at(0, "mappings/crm-books/items.yaml"), ["beta/crm-books"]],
    [
      "a system: who is connected with it",
      at(0, "schemas/books/connector.yaml"),
      ["acme/shop-books", "beta/crm-books"],
    ],
  ])("within %s", (_where, span, names) => {
    expect(byPart("shape-wrong", span)).toEqual({ ofAll: 0, ofOne: names });
  });

  it("everybody where it is in none of these, or the file is not understood", () => {
    expect(byPart("shape-wrong", at(5))).toEqual({ ofAll: 1, ofOne: [] });
    expect(byPart("shape-wrong", at(0, "mappings/nobodys/items.yaml"))).toEqual({ ofAll: 1, ofOne: [] });
    expect(byPart("yaml-syntax", at(55))).toEqual({ ofAll: 1, ofOne: [] });
  });

  it("nobody where it is a warning or a setting; a secret that is missing, who asks for it", () => {
    const nobody = { ofAll: 0, ofOne: [] };
    expect(byPart("shape-wrong", at(55), "warning")).toEqual(nobody);
    expect(byPart("workspace-setting", at(55))).toEqual(nobody);
    expect(byPart("workspace-secret-missing", at(5), "warning")).toEqual(nobody);
    expect(byPart("workspace-secret-missing", at(12), "warning")).toEqual({ ofAll: 0, ofOne: ["acme/shop-books"] });
  });
});
