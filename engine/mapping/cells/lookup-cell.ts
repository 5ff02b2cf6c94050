import { checkLookup, type Linked, present, showType, type Typed } from "../../language/check/check.ts";
import type { LookupExpr } from "../../language/syntax/ast.ts";
import { type LocatedText, locatedText } from "../../language/syntax/located-text.ts";
import { parseLookup } from "../../language/syntax/parse-clauses.ts";
import type { LinkedSide } from "../../language/types/frame.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import { type Context, kindNames, kindUseNamed } from "../context/context.ts";
import { scalarOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";

export interface ParsedLookup {
  readonly text: LocatedText;
  readonly lookup: LookupExpr;
}

/** Parses an entry of `with`: `severa/project by row.project`, `linked with …`, `document …`. */
export function parseLookupCell(node: YamlNode, what: string, report: Report): ParsedLookup | undefined {
  const scalar = scalarOf(node, what, report);
  if (scalar === undefined) return undefined;
  const text = locatedText(scalar);
  return { text, lookup: parseLookup(text, report) };
}

/** Checks a look-up against the kinds, registers and documents of the integration. */
export function checkLookupCell(context: Context, parsed: ParsedLookup, scope: Scope): Typed {
  const span = parsed.text.span(0, parsed.text.text.length);
  const silent: Context = { ...context, report: () => {} };
  const { lookup } = parsed;
  if (lookup.kind === "linked") context.used.registers.add(lookup.register);
  const flows = [...context.flows.values()];
  return checkLookup(lookup, {
    text: parsed.text,
    scope,
    report: context.report,
    kinds: (name) => {
      const kind = kindUseNamed(silent, name, span);
      return kind === undefined ? undefined : { shape: kind.shape, id: kind.schema.id, filters: kind.schema.filters };
    },
    kindNames: kindNames(context),
    registers: (name, of) => linkedBy(context, name, of),
    registerNames: flows.filter((flow) => flow.kind !== "document" && flow.kind !== "follow").map((flow) => flow.name),
    // What a document gives is made by the floor above, once the documents can be run.
    documents: (name) => (context.flows.get(name)?.kind === "document" ? { evaluate: () => undefined } : undefined),
    documentNames: flows.filter((flow) => flow.kind === "document").map((flow) => flow.name),
  });
}

/** On which side of a register or transfer a value of this type stands, and what is linked with it there. */
function linkedBy(context: Context, name: string, of: Type): Linked | undefined {
  const head = context.flows.get(name);
  if (head === undefined && context.used.incomplete) return { side: "unreadable" };
  if (head === undefined || head.kind === "document" || head.kind === "follow") return undefined;
  const [from = [], to = []] =
    head.kind === "two-way register"
      ? head.sides
      : [head.from, head.to].map((kind) => (kind === undefined ? [] : [kind]));
  if (from.length === 0 || to.length === 0) return { side: "unreadable" };
  if (head.namedBy !== undefined) return { side: "none", key: head.namedBy };
  const side = sideOf(present(of), { from, to }, context.fromSide);
  if (side === undefined)
    return { side: "neither", between: [from, to].map((kinds) => kinds.map((kind) => kind.name).join(" or ")) };
  if (head.kind === "transfer" && side === "to") return { side: "made", source: head.from?.name ?? "" };
  const [own, others] = side === "from" ? [from, to] : [to, from];
  return { side, id: own[0]?.schema.id ?? "", shape: eitherShape(others) };
}

const BARE_ID = new Set<Type["kind"]>(["text", "int", "enum", "unknown"]);

/**
 * A record's kind tells its side. A bare id has no kind, and a kind may stand on both sides: then the record counts as one
 * of the system that the flow comes from. Where that is no answer either, a bare id has no side, and a record of a kind that
 * stands on both counts as one that the register comes from.
 */
function sideOf(
  type: Type,
  sides: Readonly<Record<LinkedSide, readonly KindUse[]>>,
  ownSide: string | undefined,
): LinkedSide | undefined {
  const kind = type.kind === "record" ? type.shape.kind : undefined;
  const isBare = BARE_ID.has(type.kind) || (type.kind === "record" && type.shape.identity !== undefined);
  const fits = (side: LinkedSide) =>
    kind === undefined ? isBare : sides[side].some(({ schema }) => schema.name === kind);
  const isOwn = (side: LinkedSide) => sides[side].some((use) => use.side === ownSide);
  const possible = (["from", "to"] as const).filter(fits);
  return possible.find(isOwn) ?? (kind === undefined ? undefined : possible[0]);
}

/** A record of one of several kinds: it has the fields that all of them have, with one type. */
function eitherShape(kinds: readonly KindUse[]): Shape {
  const [first, ...others] = kinds.map((kind) => kind.shape) as [Shape, ...Shape[]];
  if (others.length === 0) return first;
  const shared = (name: string): Field | undefined => {
    const field = first.field(name);
    if (field === undefined) return undefined;
    const type = showType(field.type);
    return others.every((shape) => showType(shape.field(name)?.type ?? { kind: "fault" }) === type) ? field : undefined;
  };
  const identity = others.every((shape) => shape.identity === first.identity) ? first.identity : undefined;
  return {
    name: kinds.map((kind) => kind.name).join(" or "),
    ...(identity === undefined ? {} : { identity }),
    field: shared,
    names: () => first.names().filter((name) => shared(name) !== undefined),
  };
}
