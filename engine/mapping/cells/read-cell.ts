import type { Typed } from "../../language/check/check.ts";
import { checkExpression, proofsOf } from "../../language/check/check.ts";
import { readsOf } from "../../language/closures/lineage.ts";
import type { Frame, World } from "../../language/types/frame.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import type { Span } from "../../source/span.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import type { Context } from "../context/context.ts";
import type { Keys } from "../context/keys.ts";
import type { Cell, Jsonata } from "../tree/field-node.ts";
import type { KindUse } from "../tree/kind-use.ts";
import { SOURCE_SLOT } from "../tree/slots.ts";
import { checkCell, conditionOf, parseCell } from "./expressions.ts";
import { noteSaying } from "./sayings.ts";

/** Where fields are being read: into which kind, under which path, in which scope, with which defaults of the file. */
export interface FieldsPlace {
  readonly context: Context;
  readonly kind: KindUse;
  readonly path: string;
  readonly scope: Scope;
  readonly over: "cut" | "refuse" | undefined;
  readonly update: "always" | "never" | undefined;
  /** In a register, cells may say `link` and `update`. */
  readonly inRegister: boolean;
}

/** Where one field is being read: the field of the target, and the path to it from the enclosing block. */
export interface NodePlace extends FieldsPlace {
  readonly ownPath: readonly string[];
  readonly target: TargetField;
  readonly span: Span;
}

/** Reads a cell that says more than its value: `{ value: name, over: cut }`. */
export function readCellMap(keys: Keys, at: NodePlace): Cell | undefined {
  const given = ["value", "text", "jsonata"].filter((key) => keys.has(key));
  if (given.length !== 1) {
    const [, second] = given;
    if (second === undefined) {
      if (keys.map.cut !== true) at.context.report("cell-empty", at.span, { path: at.path });
      return undefined;
    }
    return void at.context.report("cell-twice-valued", keys.span(second), { keys: given });
  }
  const [how] = given as [string];
  const node = keys.node(how);
  if (node === undefined) return undefined;
  if (how === "jsonata") return readJsonata(keys, at);
  if (node.kind === "list")
    return void at.context.report("shape-wrong", at.span, { what: `"value"`, expected: "one value", found: "a list" });
  return readCell(node, at, keys, how === "text");
}

/** One value into one field. `keys` are what else is said about it. */
export function readCell(node: YamlNode, at: NodePlace, keys: Keys | undefined, isText = false): Cell | undefined {
  const { context } = at;
  const when = whenOf(keys, at);
  const scope = when === undefined ? at.scope : at.scope.assume(proofsOf(when, true));
  const parsed = parseCell(node, at.path, context.report, isText);
  if (parsed === undefined) return undefined;
  const value = checkCell(parsed, { scope, expected: withoutLimit(at.target.type), report: context.report });
  return cellOf(value, parsed.node.span, when, at, keys);
}

function cellOf(
  value: Typed,
  valueSpan: Span,
  when: Typed | undefined,
  at: NodePlace,
  keys: Keys | undefined,
  jsonata?: Jsonata,
): Cell {
  return {
    kind: "cell",
    ownPath: at.ownPath,
    path: at.path,
    target: at.target,
    value,
    ...limitsOf(at, keys),
    ...requiredOf(at, keys),
    link: keys?.flag("link") ?? false,
    update: updateOf(at, keys),
    when,
    remark: keys?.text("remark"),
    constant: when === undefined && jsonata === undefined && readsOf(value).size === 0,
    jsonata,
    span: at.span,
    valueSpan,
  };
}

function limitsOf(at: NodePlace, keys: Keys | undefined): Pick<Cell, "limit" | "over"> {
  const own = keys?.integer("limit");
  const limits = at.target.maxLength;
  if (own !== undefined && limits !== undefined && own > limits) {
    at.context.report("limit-above-schema", keys?.scalar("limit")?.span ?? at.span, {
      limit: own,
      schema: limits,
      path: at.path,
    });
  }
  return { limit: own ?? limits, over: keys?.word("over", ["cut", "refuse"]) ?? at.over };
}

function requiredOf(at: NodePlace, keys: Keys | undefined): Pick<Cell, "required" | "requiredSay"> {
  const scalar = keys?.scalar("required");
  if (scalar === undefined) return { required: at.target.required, requiredSay: undefined };
  if (typeof scalar.value === "boolean")
    return { required: scalar.value || at.target.required, requiredSay: undefined };
  noteSaying(at.context, scalar, []);
  return { required: true, requiredSay: scalar.text };
}

export function updateOf(at: NodePlace, keys: Keys | undefined): "always" | "never" | undefined {
  return keys?.word("update", ["always", "never"]) ?? at.update;
}

export function whenOf(keys: Keys | undefined, at: Pick<NodePlace, "scope" | "context">): Typed | undefined {
  const node = keys?.node("when");
  return node === undefined ? undefined : conditionOf(node, `"when"`, { scope: at.scope, report: at.context.report });
}

function readJsonata(keys: Keys, at: NodePlace): Cell | undefined {
  const { context } = at;
  const text = keys.scalar("jsonata");
  const returns = keys.need("returns");
  if (text === undefined || returns === undefined) return undefined;
  const known = ["text", "bool", "integer", "decimal", "date"] as const;
  const word = keys.word("returns", known);
  if (word === undefined) return undefined;
  context.report("jsonata-used", keys.span("jsonata"), {}, { severity: "warning" });
  const type: Type = word === "integer" ? { kind: "int" } : { kind: word };
  // A name that no expression can write; it is shown as what the field comes from.
  const name = `JSONata of ${at.path}`;
  const jsonata: Jsonata = {
    id: `${text.span.source.path}:${text.span.start}`,
    field: at.path,
    text: text.text,
    returns: word,
    span: text.span,
  };
  at.scope.defineValue(name, { kind: "optional", of: type }, evaluateJsonata(jsonata), { reads: SOURCE_SLOT });
  const located = { text: name, span: () => text.span };
  const value = checkExpression(
    { kind: "name", name, start: 0, end: name.length },
    { text: located, scope: at.scope, expected: withoutLimit(at.target.type), report: context.report },
  );
  return cellOf(value, text.span, whenOf(keys, at), at, keys, jsonata);
}

/** The text limit is a law of its own, so that `over` can answer it. What stands in a field is sent, a secret included. */
function withoutLimit(type: Type): Type {
  if (type.kind === "optional") return { kind: "optional", of: withoutLimit(type.of) };
  if (type.kind === "list") return { kind: "list", of: withoutLimit(type.of) };
  return type.kind === "text" ? { kind: "text", takesSecret: true } : type;
}

/** The world of a flow reshapes records in its own time; see `FlowWorld` of the compiled integration. */
interface ReshapingWorld extends World {
  reshape(cell: Jsonata, input: Value): Value;
}

function evaluateJsonata(cell: Jsonata) {
  return (frame: Frame): Value => (frame.world as ReshapingWorld).reshape(cell, frame.slots[SOURCE_SLOT]);
}
