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
import { type Environment, faulty, holeAt } from "./environment.ts";
import { checkOperand } from "./term.ts";

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

export function checkLookupTerm(expr: LookupExpr, env: Environment, sources: LookupSources): Term {
  switch (expr.kind) {
    case "hole":
      return holeAt(expr);
    case "records":
      return checkRecords(expr, env, sources);
    case "linked":
      return checkLinked(expr, env, sources);
    case "document":
      return checkDocument(expr, env, sources);
  }
}

function checkRecords(expr: Extract<LookupExpr, { kind: "records" }>, env: Environment, sources: LookupSources): Term {
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
  if (!mentionsCandidate(expr.by)) return checkById(expr.by, expr, kind, env);
  const where = conditionsOf(expr.by).map((condition) => checkCondition(condition, kind.shape, env));
  if (where.some((one) => one === undefined)) return { ...holeAt(place) };
  return { op: "lookup", request, kind: expr.record, where: where.filter((one) => one !== undefined), type, ...place };
}

function checkById(by: Expr, expr: Extract<LookupExpr, { kind: "records" }>, kind: LookupKind, env: Environment): Term {
  if (expr.want === "all") return faulty(env, "lookup-all-by-id", by, {});
  const idType = kind.shape.field(kind.id)?.type;
  const id = checkOperand(by, env, idType);
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
  expr: Expr,
  shape: Shape,
  env: Environment,
): { readonly field: string; readonly value: Term } | undefined {
  const flag = expr.kind === "unary" && expr.op === "not" ? expr.of : expr;
  if (flag.kind === "candidate") return checkFlag(flag, expr.kind !== "unary", shape, env);
  if (expr.kind === "binary" && expr.op === "==") {
    if (expr.left.kind === "candidate" && !mentionsCandidate(expr.right))
      return checkEqual(expr.left, expr.right, shape, env);
    if (expr.right.kind === "candidate" && !mentionsCandidate(expr.left))
      return checkEqual(expr.right, expr.left, shape, env);
  }
  if (expr.kind !== "hole") faulty(env, "lookup-condition", expr, {});
  return undefined;
}

function checkFlag(
  expr: Candidate,
  value: boolean,
  shape: Shape,
  env: Environment,
): { readonly field: string; readonly value: Term } | undefined {
  const field = candidateField(expr, shape, env);
  if (field === undefined) return undefined;
  const type = present(field.type);
  if (type.kind !== "bool" && type.kind !== "unknown" && type.kind !== "fault") {
    faulty(env, "lookup-condition", expr, {});
    return undefined;
  }
  return { field: field.name, value: { op: "constant", value, type: BOOL, start: expr.start, end: expr.end } };
}

function checkEqual(
  candidate: Candidate,
  expr: Expr,
  shape: Shape,
  env: Environment,
): { readonly field: string; readonly value: Term } | undefined {
  const field = candidateField(candidate, shape, env);
  const value = checkOperand(expr, env, field === undefined ? undefined : present(field.type));
  if (field === undefined || value.type.kind === "fault") return undefined;
  const left: Term = { ...holeAt(candidate), type: present(field.type) };
  if (comparisonOf(left, value, false) === undefined) {
    conform(value, present(field.type), env);
    return undefined;
  }
  return { field: field.name, value };
}

function candidateField(expr: Candidate, shape: Shape, env: Environment): Field | undefined {
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

function checkLinked(expr: Extract<LookupExpr, { kind: "linked" }>, env: Environment, sources: LookupSources): Term {
  const of = checkOperand(expr.of, env);
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
  expr: Extract<LookupExpr, { kind: "document" }>,
  env: Environment,
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
