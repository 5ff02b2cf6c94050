import { isDecimal } from "../value/decimal.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { Evaluate } from "./compile.ts";
import { keyOf } from "./compile-paths.ts";
import { type Compiler, compileTerm } from "./compile-term.ts";
import type { LookupTerm } from "./term.ts";

/** Look-ups ask the world. What is asked with an absent value finds nothing, without a question. */
export function compileLookup(term: LookupTerm, compiler: Compiler): Evaluate {
  switch (term.request) {
    case "byId":
      return compileById(term, compiler);
    case "linked":
      return compileLinked(term, compiler);
    case "document":
      return term.evaluate;
    default:
      return compileWhere(term, compiler);
  }
}

function compileById(term: Extract<LookupTerm, { request: "byId" }>, compiler: Compiler): Evaluate {
  const id = compileTerm(term.id, compiler);
  const { kind, identity } = term;
  return (frame) => {
    const found = id(frame);
    const text = keyOf(found, identity, frame);
    if (text === undefined || text.trim() === "") return undefined;
    const asked = typeof found === "number" ? found : text;
    return frame.world.lookup({ op: "byId", kind, id: asked, key: `${kind} ${text}` });
  };
}

function compileWhere(term: Extract<LookupTerm, { request: "find" | "all" }>, compiler: Compiler): Evaluate {
  const { kind, request } = term;
  const where = term.where.map(({ field, value }) => ({
    field,
    type: value.type,
    evaluate: compileTerm(value, compiler),
  }));
  return (frame) => {
    const values: Record<string, Value> = {};
    for (const { field, evaluate } of where) {
      const value = evaluate(frame);
      if (value === undefined || value === null || value === "") return request === "all" ? [] : undefined;
      values[field] = value;
    }
    const found = frame.world.lookup({ op: request, kind, where: values, key: `${request} ${kind} ${stable(values)}` });
    return found ?? undefined;
  };
}

function compileLinked(term: Extract<LookupTerm, { request: "linked" }>, compiler: Compiler): Evaluate {
  const of = compileTerm(term.of, compiler);
  const { register, side, identity } = term;
  return (frame) => {
    const id = keyOf(of(frame), identity, frame);
    if (id === undefined || id.trim() === "") return undefined;
    return frame.world.lookup({ op: "linked", register, side, id, key: `linked ${register} ${side} ${id}` });
  };
}

/** The same text for the same values, whatever the order of their fields. */
function stable(value: Value): string {
  if (value === undefined || value === null) return "";
  if (isDecimal(value)) return value.toString();
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry: Value) => stable(entry)).join(",")}]`;
  return `{${Object.entries(value as RecordValue)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${stable(inner)}`)
    .join(",")}}`;
}
