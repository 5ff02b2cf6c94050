import { describe, expect, it } from "vitest";
import { tableBelow, wordsIn } from "./markdown.ts";
import { schemaKeys } from "./schema-keys.ts";

const MAPPING = "docs/mapping-files.md";
const CONNECTORS = "docs/connectors.md";

const tables = [
  [MAPPING, "Keys of the integration", "integration.json"],
  [MAPPING, "Keys of a setting", "integration.json#setting"],
  [MAPPING, "Keys of a check", "integration.json#check"],
  [MAPPING, "Keys of a register", "register.json"],
  [MAPPING, "Keys of a row", "register.json#row"],
  [MAPPING, "Keys of a part", "register.json#part"],
  [MAPPING, "Keys of a transfer", "transfer.json"],
  [MAPPING, "Keys of a step", "transfer.json#step"],
  [MAPPING, "Keys of a follow", "follow.json"],
  [MAPPING, "Keys of a rule", "follow.json#rule"],
  [MAPPING, "Keys of a document", "document.json"],
  [MAPPING, "Keys of a cell", "common.json#cellKeys"],
  [MAPPING, "Keys of a guard", "common.json#guard"],
  [MAPPING, "Keys of a message", "common.json#messages"],
  [MAPPING, "Keys of a table", "common.json#tables"],
  [MAPPING, "Keys of a test file", "tests.json"],
  [MAPPING, "Keys of a case", "tests.json#case"],
  [MAPPING, "Keys of an expectation", "tests.json#expect"],
  [MAPPING, "Keys of the workspace", "workspace.json"],
  [MAPPING, "Keys of a secret", "workspace.json#secret"],
  [CONNECTORS, "Keys of the connector", "connector.json"],
  [CONNECTORS, "Keys of an error", "connector.json#error"],
  [CONNECTORS, "Keys of a login", "connector.json#login"],
  [CONNECTORS, "Keys of a paging style", "connector.json#paging"],
  [CONNECTORS, "Keys of a kind", "connector.json#kind"],
  [CONNECTORS, "Keys of a list", "connector.json#list"],
  [CONNECTORS, "Keys of a write", "connector.json#write"],
  [CONNECTORS, "Keys of a relation", "connector.json#relation"],
] as const;

describe("the tables of keys are complete, and have no key that is none", () => {
  it.each(tables)("%s: %s", (page, heading, schema) => {
    const written = tableBelow(page, heading).flatMap(([first = ""]) => wordsIn(first));
    // The table of what an error means follows that of its keys.
    const keys = written.filter((word) => !(heading === "Keys of an error" && MEANINGS.includes(word)));
    expect(keys.toSorted()).toEqual(schemaKeys(schema).toSorted());
  });
});

const MEANINGS = ["rejected", "exists", "later", "login", "blocked", "missing", "uncertain"];
