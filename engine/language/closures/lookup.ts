import type { Value } from "../../value/value.ts";
import { lookupAll, lookupById, lookupFind, lookupLinked } from "../types/lookup.ts";
import type { LookupTerm } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";
import { keyOf } from "./paths.ts";

/** Look-ups ask the world. What is asked with an absent value finds nothing, without a question. */
export function compileLookup(compiler: Compiler, term: LookupTerm): Evaluate {
  switch (term.request) {
    case "byId":
      return compileById(compiler, term);
    case "linked":
      return compileLinked(compiler, term);
    case "document":
      return term.evaluate;
    case "find":
    case "all":
      return compileWhere(compiler, term);
  }
}

function compileById(compiler: Compiler, term: Extract<LookupTerm, { request: "byId" }>): Evaluate {
  const id = compiler.value(term.id);
  const { kind, identity } = term;
  return (frame) => {
    const found = id(frame);
    const text = keyOf(found, identity, frame);
    if (text === undefined || text.trim() === "") return undefined;
    return frame.world.lookup(lookupById(kind, typeof found === "number" ? found : text));
  };
}

function compileWhere(compiler: Compiler, term: Extract<LookupTerm, { request: "find" | "all" }>): Evaluate {
  const { kind, request } = term;
  const ask = request === "all" ? lookupAll : lookupFind;
  const where = term.where.map(({ field, value }) => ({
    field,
    type: value.type,
    evaluate: compiler.value(value),
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

function compileLinked(compiler: Compiler, term: Extract<LookupTerm, { request: "linked" }>): Evaluate {
  const of = compiler.value(term.of);
  const { register, side, identity } = term;
  return (frame) => {
    const id = keyOf(of(frame), identity, frame);
    if (id === undefined || id.trim() === "") return undefined;
    return frame.world.lookup(lookupLinked(register, side, id));
  };
}
