import type { Index } from "../syntax/ast.ts";
import { narrowed } from "../types/proofs.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Field, Type } from "../types/type.ts";
import { assignable, isOpenEnded, optional, present, TEXT, UNKNOWN } from "../types/type-relations.ts";
import { checkInner, type Environment, faulty, written } from "./environment.ts";

/** `table[key]`: a row that the table may not have. */
export function checkIndex(env: Environment, expr: Index): Term {
  const of = checkInner(env, expr.of);
  const index = checkInner(env, expr.key, indexType(of.type));
  const table = present(of.type);
  if (table.kind === "fault" || index.type.kind === "fault")
    return { op: "hole", type: { kind: "fault" }, start: expr.start, end: expr.end };
  if (table.kind === "list") return faulty(env, "index-of-list", expr, { list: written(env, expr.of) });
  if (table.kind !== "table" && table.kind !== "unknown")
    return faulty(env, "index-of-value", expr, { found: showType(table) });
  const asked = present(index.type);
  const askable = ["text", "enum", "word", "int", "record", "date", "unknown"].includes(asked.kind);
  if (!askable) return faulty(env, "index-type", expr.key, { found: showType(asked) });
  const wanted = table.kind === "table" ? table.key : undefined;
  if (wanted !== undefined && !asksFor(asked, wanted))
    return faulty(env, "index-key", expr.key, { expected: showType(wanted), found: showType(asked) });
  const identity =
    asked.kind === "record" && asked.shape.identity !== undefined ? asked.shape.field(asked.shape.identity) : undefined;
  const declared = table.kind === "table" ? optional(table.value) : UNKNOWN;
  return indexTerm(env, { of, index, identity, declared }, expr);
}

/** Whether a value may be a key of a table: the digits of a number are a text, and a reference goes by its identity. */
function asksFor(asked: Type, key: Type): boolean {
  if (asked.kind === "unknown" || key.kind === "fault" || key.kind === "unknown") return true;
  if (key.kind === "text") return ["text", "enum", "word", "int", "record"].includes(asked.kind);
  if (asked.kind === "record" && key.kind !== "record") {
    const field = asked.shape.identity === undefined ? undefined : asked.shape.field(asked.shape.identity);
    return field === undefined || asksFor(present(field.type), key);
  }
  if (key.kind === "record") return asked.kind === "text" || asked.kind === "int" || assignable(asked, key).ok;
  return assignable(asked, key).ok;
}

function indexTerm(
  env: Environment,
  parts: { of: Term; index: Term; identity: Field | undefined; declared: Type },
  expr: Index,
): Term {
  const { of, index, identity, declared } = parts;
  const indexKey = index.key ?? (index.op === "constant" ? JSON.stringify(index.value) : undefined);
  const key = of.key === undefined || indexKey === undefined ? undefined : `${of.key}[${indexKey}]`;
  const path = of.path === undefined ? undefined : `${of.path}[${written(env, expr.key)}]`;
  const type = key === undefined ? declared : narrowed(declared, env.scope.proofOf(key));
  return {
    op: "index",
    of,
    index,
    identity,
    type,
    start: expr.start,
    end: expr.end,
    ...(key === undefined ? {} : { key }),
    ...(path === undefined ? {} : { path }),
  };
}

function indexType(table: Type): Type | undefined {
  const type = present(table);
  // A bare word is one of the key's list.
  if (type.kind === "table" && type.key?.kind === "enum") return type.key;
  return isOpenEnded(table) ? TEXT : undefined;
}
