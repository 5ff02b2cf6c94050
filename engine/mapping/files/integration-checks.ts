import type { Typed } from "../../language/check/check.ts";
import { checkExpression } from "../../language/check/check.ts";
import { locatedText } from "../../language/syntax/located-text.ts";
import { parseExpression } from "../../language/syntax/parse.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Report } from "../../source/diagnostic.ts";
import { nearest } from "../../source/nearest.ts";
import type { YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import { readEachHead } from "../cells/each-head.ts";
import { conditionOf } from "../cells/expressions.ts";
import { readSaying } from "../cells/sayings.ts";
import type { Context } from "../context/context.ts";
import { found, headOf, Keys, mapOf, scalarOf, spanOfNode } from "../context/keys.ts";
import type { TypedCheck } from "../tree/typed-integration.ts";
import { conditionAt } from "./at-key.ts";

const CHECK_KEYS = ["must", "flags", "of", "each", "when", "say", "facts", "level", "remark"];

/** Reads `checks:`, what must hold of the settings and of the records that they name. */
export function readChecks(context: Context, keys: Keys, scope: Scope): readonly TypedCheck[] {
  return (keys.list("checks")?.items ?? []).flatMap((node) => {
    const map = mapOf(node, "a check", context.report);
    return map === undefined ? [] : (readCheck(context, map, scope) ?? []);
  });
}

function readCheck(context: Context, map: YamlMap, outer: Scope): TypedCheck | undefined {
  const { report } = context;
  const keys = new Keys(map, "a check", CHECK_KEYS, report);
  const each = readEachHead(context, keys, outer);
  const { when, scope } = conditionAt(context, keys, "when", each?.scope ?? outer);
  const level = keys.word("level", ["error", "warning", "note"]) ?? "error";
  const must = keys.node("must");
  if ((must === undefined) === !keys.has("flags")) report("check-empty", headOf(map), {});
  if (!keys.has("say")) report("key-missing", headOf(map), { key: "say", what: "a check" });
  const typed = must === undefined ? undefined : conditionOf(must, `"must"`, { scope, report });
  const flags = keys.has("flags") ? readFlags(context, keys, scope) : undefined;
  return {
    span: must === undefined ? keys.span("flags") : spanOfNode(must),
    severity: level,
    each: each === undefined ? undefined : { slot: each.slot, list: each.list, scope: each.scope },
    when,
    say: readSaying(context, keys, scope),
    must: typed,
    flags,
  };
}

/** The documents' table of statuses: which flags each must have on or off. */
function readFlags(context: Context, keys: Keys, scope: Scope): TypedCheck["flags"] {
  const { report } = context;
  const names = keys.items("flags").flatMap((node) => scalarOf(node, "a flag", report) ?? []);
  keys.need("of");
  const rows = (keys.mapOf("of")?.entries ?? []).flatMap(({ key, value }) => {
    const text = locatedText(key);
    const of: Typed = checkExpression(parseExpression(text, report), { text, scope, report });
    const type = of.type.kind === "optional" ? of.type.of : of.type;
    if (type.kind === "record") {
      for (const name of names) {
        const field = type.shape.field(name.text);
        if (field === undefined)
          report("field-unknown", name.span, {
            field: name.text,
            of: type.shape.name,
            nearest: nearest(name.text, type.shape.names()),
          });
      }
    } else if (type.kind !== "fault")
      report("shape-wrong", key.span, {
        what: "a row of the table of flags",
        expected: "a record",
        found: `"${key.text}"`,
      });
    const wanted = readWanted(value, names.length, report);
    return wanted === undefined ? [] : [{ of, wanted }];
  });
  return { names: names.map((name) => name.text), rows };
}

function readWanted(value: YamlNode, count: number, report: Report): readonly (boolean | undefined)[] | undefined {
  if (value.kind !== "list")
    return void report("shape-wrong", spanOfNode(value), {
      what: "a row of the table of flags",
      expected: "a list of true, false and any",
      found: found(value),
    });
  if (value.items.length !== count)
    report("flags-count", spanOfNode(value), { flags: count, found: value.items.length });
  return value.items.map((item) => {
    if (item.kind === "scalar" && typeof item.value === "boolean") return item.value;
    if (item.kind !== "scalar" || item.text !== "any")
      report("option-unknown", spanOfNode(item), {
        word: item.kind === "scalar" ? item.text : found(item),
        what: "a flag",
        known: ["true", "false", "any"],
      });
    return undefined;
  });
}
