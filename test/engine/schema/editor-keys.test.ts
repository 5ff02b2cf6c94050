import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readIntegration } from "../../../engine/mapping/read-integration.ts";
import { collector } from "../../../engine/source/collect.ts";
import { jsonFiles, readShipped, root } from "./read-schemas.ts";

const files = jsonFiles(join(root, "schemas/koppel"));
const systems = new Map([
  ["severa", readShipped("severa").system],
  ["procountor", readShipped("procountor").system],
]);

const INTEGRATION = `
integration: x
systems:
  severa: { connector: severa, login: client }
  procountor: { connector: procountor, login: api key }
flows: []
`;

/** What the engine tells of the keys there are, when it meets one that is none. */
function knownKeys(text: string): readonly string[] {
  const collected = collector();
  const sources = text.includes("integration:") ? [text] : [INTEGRATION, text];
  readIntegration(
    sources.map((each, index) => ({ path: index === 0 ? "integration.yaml" : "flow.yaml", text: each })),
    (name) => systems.get(name),
    collected.report,
  );
  const unknown = collected.diagnostics.find(({ code, facts }) => code === "key-unknown" && facts["key"] === "zzz");
  return (unknown?.facts["known"] as readonly string[] | undefined) ?? [];
}

function describedKeys(name: string): readonly string[] {
  return Object.keys((files.get(`${name}.json`)?.["properties"] as object | undefined) ?? {});
}

const sorted = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();
const SIDES = "from: severa/invoice\nto: procountor/invoice\nfields: {}\nzzz: 1";
const BETWEEN = "between: { severa: severa/product, procountor: procountor/product }\nrows: []\nzzz: 1";

describe("an editor offers the keys that the engine knows", () => {
  test.each([
    ["integration", [`${INTEGRATION}\nzzz: 1`]],
    ["transfer", [`transfer: y\n${SIDES}`]],
    ["document", [`document: y\n${SIDES}`]],
    ["follow", ["follow: y\nof: []\nrules: []\nzzz: 1"]],
    ["register", [`register: y\n${SIDES}`, `register: y\n${BETWEEN}`]],
  ] as const)("%s", (name, texts) => {
    expect(sorted(texts.flatMap(knownKeys))).toEqual(sorted(describedKeys(name)));
  });
});
