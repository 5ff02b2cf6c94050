import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkExpression, checkLookup, checkTemplate } from "../../../engine/language/check/check.ts";
import { type LocatedText, locatedText } from "../../../engine/language/syntax/located-text.ts";
import { parseExpression, parseTemplate } from "../../../engine/language/syntax/parse.ts";
import { parseEach, parseLookup, parseNeed } from "../../../engine/language/syntax/parse-clauses.ts";
import { Scope } from "../../../engine/language/types/scope.ts";
import type { Shape, Type } from "../../../engine/language/types/type.ts";
import { collector } from "../../../engine/source/collect.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlNode, YamlScalar } from "../../../engine/source/yaml-tree.ts";
import { render } from "./fixture.ts";

const DRAFTS = join(import.meta.dirname, "../../../../shared/format/mappings");

type Slot = "cell" | "lookup" | "each" | "need";
type Visit = (slot: Slot, node: YamlScalar) => void;

/** Keys whose scalars are expressions, wherever they stand; those of `CELLS` hold maps or lists of them. */
const EXPRESSIONS = ["pick", "company", "existing", "when", "is", "must", "while", "verify", "master", "value"];
const CELLS = ["fields", "let", "facts", "write back", "skip", "wait until", "computed", "once for"];

function walk(node: YamlNode, visit: Visit): void {
  if (node.kind === "list") for (const item of node.items) walk(item, visit);
  if (node.kind !== "map") return;
  for (const { key, value } of node.entries) {
    const name = key.text;
    if (value.kind === "scalar") scalar(name, value, visit);
    else if (name === "with") scalars(value, (one) => visit("lookup", one));
    else if (name === "needs") scalars(value, (one) => visit("need", one));
    else if (CELLS.includes(name)) cells(value, visit);
    else if (name !== "tables" && name !== "settings" && name !== "messages") walk(value, visit);
  }
}

function scalar(name: string, value: YamlScalar, visit: Visit): void {
  if (name === "each") visit("each", value);
  else if (EXPRESSIONS.includes(name) || name.startsWith("to ")) visit("cell", value);
}

function scalars(node: YamlNode, visit: (node: YamlScalar) => void): void {
  if (node.kind === "map") for (const { value } of node.entries) if (value.kind === "scalar") visit(value);
}

/** A cell is a scalar, or a block with `value`, `each` and the like. */
function cells(node: YamlNode, visit: Visit): void {
  if (node.kind === "scalar") visit("cell", node);
  if (node.kind === "list") for (const item of node.items) cells(item, visit);
  if (node.kind !== "map") return;
  const block = node.entries.some(({ key }) => ["value", "fields", "ignore", "each", "when"].includes(key.text));
  if (block) walk(node, visit);
  else for (const { value } of node.entries) cells(value, visit);
}

/** Every small name is there, of unknown type; capitals are words. Names, functions, arity and structure are checked. */
const anything: Shape = {
  name: "anything",
  names: () => [],
  field: (name) =>
    /^[a-zå-ö]./.test(name) ? { name, type: { kind: "unknown" }, read: (record) => record[name] } : undefined,
};

function check(
  slot: Slot,
  text: LocatedText,
  style: YamlScalar["style"],
  report: Parameters<typeof parseExpression>[1],
): void {
  const scope = Scope.root();
  scope.declare("record", { kind: "record", shape: anything } as Type, { open: true });
  const common = { text, scope, report };
  if (slot === "need") return void parseNeed(text, report);
  if (slot === "each") {
    const each = parseEach(text, report);
    return void (each && checkExpression(each.list, common));
  }
  if (slot === "lookup") {
    const open: Shape = {
      ...anything,
      field: (name) => ({ name, type: { kind: "unknown" }, read: (record) => record[name] }),
    };
    const kinds = () => ({ shape: open, id: "guid", filters: new Set<string>() });
    return void checkLookup(parseLookup(text, report), {
      ...common,
      kinds,
      kindNames: [],
      registers: () => ({ side: "from", id: "guid", shape: open }),
      documents: () => ({ evaluate: () => undefined }),
    });
  }
  if (style === "single" || style === "double") return void checkTemplate(parseTemplate(text, report), common);
  scope.declare("row", { kind: "unknown" });
  checkExpression(parseExpression(text, report), { ...common, expected: { kind: "unknown" } });
}

describe.skipIf(!existsSync(DRAFTS))("the drafts of the mapping format", () => {
  const files = existsSync(DRAFTS)
    ? globSync("**/*.yaml", { cwd: DRAFTS }).filter((path) => !path.includes("tests/") && !path.includes("messages"))
    : [];
  let count = 0;

  it.each(files)("%s", (path) => {
    const source = { path, text: readFileSync(join(DRAFTS, path), "utf8") };
    const { report, ...collected } = collectorOf();
    const tree = readYaml(source, report);
    if (tree !== undefined) {
      walk(tree, (slot, node) => {
        count++;
        check(slot, locatedText(node), node.style, report);
      });
    }
    expect(render(collected.found().filter((one) => one.severity === "error"))).toBe("fine\n");
  });

  it("hold some hundred cells", () => {
    expect(count).toBeGreaterThan(400);
  });
});

function collectorOf() {
  const one = collector();
  return { report: one.report, found: () => one.diagnostics };
}
