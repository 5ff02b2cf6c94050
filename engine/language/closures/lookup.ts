import type { Value } from "../../value/value.ts";
import { lookupAll, lookupById, lookupFind, lookupLinked } from "../types/lookup.ts";
import type { LookupTerm } from "../types/term.ts";
import type { Evaluate } from "./compile.ts";
import { keyOf } from "./paths.ts";
import { type Compiler, compileTerm } from "./term.ts";

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
    return frame.world.lookup(lookupById(kind, typeof found === "number" ? found : text));
  };
}

function compileWhere(term: Extract<LookupTerm, { request: "find" | "all" }>, compiler: Compiler): Evaluate {
  const { kind, request } = term;
  const ask = request === "all" ? lookupAll : lookupFind;
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
    return frame.world.lookup(ask(kind, values)) ?? undefined;
  };
}

function compileLinked(term: Extract<LookupTerm, { request: "linked" }>, compiler: Compiler): Evaluate {
  const of = compileTerm(term.of, compiler);
  const { register, side, identity } = term;
  return (frame) => {
    const id = keyOf(of(frame), identity, frame);
    if (id === undefined || id.trim() === "") return undefined;
    return frame.world.lookup(lookupLinked(register, side, id));
  };
}
