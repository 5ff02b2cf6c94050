import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { present } from "../types/type-relations.ts";
import { type Environment, tell, written } from "./environment.ts";

/** A value is needed and may not be there: says how that is dealt with. */
export function reportAbsent(env: Environment, term: Term, need: string): void {
  const text = written(env, term);
  tell(env, "may-be-absent", term, { text, need }, { hints: absenceHints(term, text, present(term.type)) });
}

function absenceHints(term: Term, text: string, type: Type): readonly string[] {
  const substitute = type.kind === "int" || type.kind === "decimal" ? "0" : type.kind === "text" ? '""' : "…";
  const guard =
    term.key === undefined
      ? []
      : [
          `use it only when it is there: … if ${text} is present else omit`,
          `refuse the record without it: \`refuse: - when: ${text} is absent\``,
        ];
  return [`say what counts instead: (${text} ?? ${substitute})`, ...guard];
}
