import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { isNumber, present } from "../types/type-relations.ts";
import { type Environment, tell, written } from "./environment.ts";

/** A value is needed and may not be there: says how that is dealt with. */
export function reportAbsent(env: Environment, term: Term, need: string): void {
  const substitute = substituteOf(present(term.type));
  tell(env, "may-be-absent", term, { text: written(env, term), need, substitute, named: term.key !== undefined });
}

function substituteOf(type: Type): string {
  return isNumber(type) ? "0" : type.kind === "text" ? '""' : "…";
}
