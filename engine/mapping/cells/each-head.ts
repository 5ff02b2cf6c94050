import { checkExpression, showType } from "../../language/check/check.ts";
import { locatedText } from "../../language/syntax/located-text.ts";
import { parseEach } from "../../language/syntax/parse-clauses.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import { type Keys, scalarOf } from "../context/keys.ts";
import type { Each } from "../tree/level.ts";
import { reportHiding } from "./pending-name.ts";

export type EachHead = Omit<Each, "level">;

/** `each: row in rows`; declares the item in a scope of its own. */
export function readEachHead(context: Context, keys: Keys, scope: Scope): EachHead | undefined {
  const node = keys.node("each");
  return node === undefined ? undefined : eachHeadOf(context, node, scope);
}

/** `each: [entry in entries, share in entry.shares]`: one inside the other; or a single one. */
export function readEachHeads(context: Context, keys: Keys, scope: Scope): readonly EachHead[] {
  const node = keys.node("each");
  if (node === undefined) return [];
  const heads: EachHead[] = [];
  for (const item of node.kind === "list" ? node.items : [node]) {
    const head = eachHeadOf(context, item, heads.at(-1)?.scope ?? scope);
    if (head !== undefined) heads.push(head);
  }
  return heads;
}

function eachHeadOf(context: Context, node: YamlNode, scope: Scope): EachHead | undefined {
  const scalar = scalarOf(node, `"each"`, context.report);
  if (scalar === undefined) return undefined;
  const text = locatedText(scalar);
  const parsed = parseEach(text, context.report);
  if (parsed === undefined) return undefined;
  const list = checkExpression(parsed.list, { text, scope, report: context.report });
  const nameSpan = text.span(parsed.start, parsed.end);
  const item = itemType(list.type);
  if (item === undefined) {
    context.report("each-of-no-list", text.span(parsed.list.start, parsed.list.end), { found: showType(list.type) });
  }
  const inner = scope.child();
  reportHiding(context, { name: parsed.name, span: nameSpan }, scope);
  const slot = inner.declare(parsed.name, item ?? { kind: "fault" }, { span: nameSpan });
  return { name: parsed.name, slot, list, scope: inner, span: scalar.span };
}

/** The type of the items of a list that may be absent; undefined for what is no list. */
export function itemType(type: Type): Type | undefined {
  if (type.kind === "fault" || type.kind === "unknown") return type;
  if (type.kind === "optional") return itemType(type.of);
  return type.kind === "list" ? type.of : undefined;
}
