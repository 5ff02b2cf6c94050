import { nearest } from "../../source/nearest.ts";
import type { Value } from "../../value/value.ts";
import type { Candidate, Expr, LookupExpr } from "../syntax/ast.ts";
import type { Frame, LinkedSide } from "../types/frame.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Field, Shape, Type } from "../types/type.ts";
import { BOOL, FILE, listOf, optional, present } from "../types/type-relations.ts";
import { comparisonOf } from "./comparison.ts";
import { conform } from "./conform.ts";
import { checkOperand, type Environment, faulty, holeAt } from "./environment.ts";

export interface LookupKind {
  readonly shape: Shape;
  /** The field that identifies a record: `by 5` asks for it. */
  readonly id: string;
  /** Fields that the system itself can search by. */
  readonly filters: ReadonlySet<string>;
}

/**
 * On which side of a register a record stands: `shape` is that of the other side's record, `id` the field that identifies
 * the record asked with. `neither`: it is no record of the register. `none`: the register does not go by the ids of records,
 * but by `key`. `made`: a transfer made the record, and knows only what it made of which source. `unreadable`: a fault
 * elsewhere hides the answer.
 */
export type Linked =
  | { readonly side: LinkedSide; readonly id: string; readonly shape: Shape }
  | { readonly side: "neither"; readonly between: readonly string[] }
  | { readonly side: "none"; readonly key: "each" | "once for" }
  | { readonly side: "made"; readonly source: string }
  | { readonly side: "unreadable" };

/** What may be looked for. */
export interface LookupSources {
  readonly kinds: (name: string) => LookupKind | undefined;
  readonly kindNames: readonly string[];
  /** What a register links with a value of this type. Undefined: there is no such register. */
  readonly registers?: (name: string, of: Type) => Linked | undefined;
  readonly registerNames?: readonly string[];
  readonly documents?: (name: string) => { readonly evaluate: (frame: Frame) => Value } | undefined;
  readonly documentNames?: readonly string[];
}

export function checkLookupTerm(env: Environment, expr: LookupExpr, sources: LookupSources): Term {
  switch (expr.kind) {
    case "hole":
      return holeAt(expr);
    case "records":
      return checkRecords(env, expr, sources);
    case "linked":
      return checkLinked(env, expr, sources);
    case "document":
      return checkDocument(env, expr, sources);
  }
}

function checkRecords(env: Environment, expr: Extract<LookupExpr, { kind: "records" }>, sources: LookupSources): Term {
  const kind = sources.kinds(expr.record);
  const place = { start: expr.start, end: expr.end };
  if (kind === undefined) {
    return faulty(
      env,
      "kind-unknown",
      { start: expr.recordStart, end: expr.recordEnd },
      { kind: expr.record, nearest: nearest(expr.record, sources.kindNames) },
    );
  }
  const record: Type = { kind: "record", shape: kind.shape };
  const request = expr.want === "all" ? "all" : "find";
  const type = expr.want === "all" ? listOf(record) : optional(record);
  if (expr.by === undefined) return { op: "lookup", request, kind: expr.record, where: [], type, ...place };
  if (!mentionsCandidate(expr.by)) return checkById(env, expr.by, expr, kind);
  const where = conditionsOf(expr.by).map((condition) => checkCondition(env, condition, kind.shape));
  if (where.some((one) => one === undefined)) return { ...holeAt(place) };
  return { op: "lookup", request, kind: expr.record, where: where.filter((one) => one !== undefined), type, ...place };
}

function checkById(env: Environment, by: Expr, expr: Extract<LookupExpr, { kind: "records" }>, kind: LookupKind): Term {
  if (expr.want === "all") return faulty(env, "lookup-all-by-id", by, {});
  const idType = kind.shape.field(kind.id)?.type;
  const id = checkOperand(env, by, idType);
  const type = present(id.type);
  if (type.kind === "fault") return holeAt(expr);
  const identity =
    type.kind === "record" && type.shape.identity !== undefined ? type.shape.field(type.shape.identity) : undefined;
  // A whole number may be asked for where ids are texts of digits, but no text where they are numbers.
  const isNumber = idType !== undefined && present(idType).kind === "int";
  const fits = ["int", "unknown", ...(isNumber ? [] : ["text", "enum"])].includes(type.kind) || identity !== undefined;
  if (!fits)
    return faulty(env, "type-differs", by, { found: showType(type), expected: `the ${kind.id} of ${expr.record}` });
  return {
    op: "lookup",
    request: "byId",
    kind: expr.record,
    id,
    identity,
    type: optional({ kind: "record", shape: kind.shape }),
    start: expr.start,
    end: expr.end,
  };
}

function conditionsOf(expr: Expr): readonly Expr[] {
  return expr.kind === "binary" && expr.op === "and"
    ? [...conditionsOf(expr.left), ...conditionsOf(expr.right)]
    : [expr];
}

/** `.field == x`, `.flag` or `not .flag`. */
function checkCondition(
  env: Environment,
  expr: Expr,
  shape: Shape,
): { readonly field: string; readonly value: Term } | undefined {
  const flag = expr.kind === "unary" && expr.op === "not" ? expr.of : expr;
  if (flag.kind === "candidate") return checkFlag(env, flag, expr.kind !== "unary", shape);
  if (expr.kind === "binary" && expr.op === "==") {
    if (expr.left.kind === "candidate" && !mentionsCandidate(expr.right))
      return checkEqual(env, expr.left, expr.right, shape);
    if (expr.right.kind === "candidate" && !mentionsCandidate(expr.left))
      return checkEqual(env, expr.right, expr.left, shape);
  }
  if (expr.kind !== "hole") faulty(env, "lookup-condition", expr, {});
  return undefined;
}

function checkFlag(
  env: Environment,
  expr: Candidate,
  value: boolean,
  shape: Shape,
): { readonly field: string; readonly value: Term } | undefined {
  const field = candidateField(env, expr, shape);
  if (field === undefined) return undefined;
  const type = present(field.type);
  if (type.kind !== "bool" && type.kind !== "unknown" && type.kind !== "fault") {
    faulty(env, "lookup-condition", expr, {});
    return undefined;
  }
  return { field: field.name, value: { op: "constant", value, type: BOOL, start: expr.start, end: expr.end } };
}

function checkEqual(
  env: Environment,
  candidate: Candidate,
  expr: Expr,
  shape: Shape,
): { readonly field: string; readonly value: Term } | undefined {
  const field = candidateField(env, candidate, shape);
  const value = checkOperand(env, expr, field === undefined ? undefined : present(field.type));
  if (field === undefined || value.type.kind === "fault") return undefined;
  const left: Term = { ...holeAt(candidate), type: present(field.type) };
  if (comparisonOf(left, value, false) === undefined) {
    conform(env, value, present(field.type));
    return undefined;
  }
  return { field: field.name, value };
}

function candidateField(env: Environment, expr: Candidate, shape: Shape): Field | undefined {
  if (expr.name === "") return undefined;
  const field = shape.field(expr.name);
  if (field === undefined)
    faulty(env, "field-unknown", expr, {
      field: expr.name,
      of: shape.name,
      nearest: nearest(expr.name, shape.names()),
    });
  return field;
}

function mentionsCandidate(expr: Expr): boolean {
  if (expr.kind === "candidate") return true;
  if (expr.kind === "unary") return mentionsCandidate(expr.of);
  if (expr.kind === "binary") return mentionsCandidate(expr.left) || mentionsCandidate(expr.right);
  return expr.kind === "field" && mentionsCandidate(expr.of);
}

function checkLinked(env: Environment, expr: Extract<LookupExpr, { kind: "linked" }>, sources: LookupSources): Term {
  const of = checkOperand(env, expr.of);
  const linked = sources.registers?.(expr.register, of.type);
  const place = { start: expr.registerStart, end: expr.registerEnd };
  if (linked === undefined) {
    const near = nearest(expr.register, sources.registerNames ?? []);
    return faulty(env, "register-unknown", place, { register: expr.register, nearest: near });
  }
  if (of.type.kind === "fault" || linked.side === "unreadable") return holeAt(expr);
  if (linked.side === "none")
    return faulty(env, "linked-not-by-record", place, { register: expr.register, key: linked.key });
  const asked = present(of.type);
  if (linked.side === "neither") {
    const kind = asked.kind === "record" ? asked.shape.kind : undefined;
    const found = kind === undefined ? showType(asked) : `a record ${kind}`;
    const facts = { register: expr.register, between: linked.between, found };
    return faulty(env, "linked-other-kind", expr.of, facts);
  }
  if (linked.side === "made")
    return faulty(env, "linked-backwards", expr.of, { transfer: expr.register, source: linked.source });
  return {
    op: "lookup",
    request: "linked",
    register: expr.register,
    side: linked.side,
    of,
    identity: asked.kind === "record" ? asked.shape.field(linked.id) : undefined,
    type: optional({ kind: "record", shape: linked.shape }),
    start: expr.start,
    end: expr.end,
  };
}

function checkDocument(
  env: Environment,
  expr: Extract<LookupExpr, { kind: "document" }>,
  sources: LookupSources,
): Term {
  const document = sources.documents?.(expr.document);
  if (document === undefined) {
    const near = nearest(expr.document, sources.documentNames ?? []);
    return faulty(
      env,
      "document-unknown",
      { start: expr.documentStart, end: expr.documentEnd },
      { document: expr.document, nearest: near },
    );
  }
  return {
    op: "lookup",
    request: "document",
    evaluate: document.evaluate,
    type: FILE,
    start: expr.start,
    end: expr.end,
  };
}
