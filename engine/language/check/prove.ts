import { bothProofs, eitherProofs, NO_PROOFS, type Proof, type Proofs } from "../types/proofs.ts";
import type { Term } from "../types/term.ts";
import { isOptional, present } from "../types/type-relations.ts";

/** What is proved when a condition held, or did not hold. */
export function prove(term: Term, holds: boolean): Proofs {
  switch (term.op) {
    case "and":
      return holds
        ? bothProofs(prove(term.left, true), prove(term.right, true))
        : eitherProofs(prove(term.left, false), prove(term.right, false));
    case "or":
      return holds
        ? eitherProofs(prove(term.left, true), prove(term.right, true))
        : bothProofs(prove(term.left, false), prove(term.right, false));
    case "not":
      return prove(term.of, !holds);
    case "presence":
      return presence(term.of, holds);
    case "is":
      return proveIs(term, holds);
    case "matches":
      return holds ? presence(term.of, true) : NO_PROOFS;
    case "compare":
      return proveComparison(term, holds);
    case "member":
      return proveMember(term, holds);
    case "lazy":
      return bothProofs(
        holds ? presence(term, true) : NO_PROOFS,
        term.entry.defined === undefined ? NO_PROOFS : proveNamed(term.entry.defined.term, holds),
      );
    default:
      // A bool that may be absent: true only when it is there.
      return holds && term.key !== undefined ? presence(term, true) : NO_PROOFS;
  }
}

const proved = new WeakMap<Term, { readonly [holds: string]: Proofs }>();

/** What a name stands for is asked once: each may use the one before it twice, and so on. */
function proveNamed(term: Term, holds: boolean): Proofs {
  const known = proved.get(term) ?? {};
  const proofs = known[String(holds)] ?? prove(term, holds);
  proved.set(term, { ...proved.get(term), [String(holds)]: proofs });
  return proofs;
}

/** Something is there: then so is every record on the way to it. */
export function presence(term: Term, holds: boolean): Proofs {
  if (!holds) return term.key === undefined ? NO_PROOFS : new Map([[term.key, { present: false }]]);
  const proofs = new Map<string, Proof>();
  for (
    let at: Term | undefined = term;
    at !== undefined;
    at = at.op === "field" || at.op === "index" ? at.of : undefined
  ) {
    if (at.key !== undefined) proofs.set(at.key, { present: true });
  }
  return proofs;
}

function proveIs(term: Extract<Term, { op: "is" }>, holds: boolean): Proofs {
  const positive = term.not ? !holds : holds;
  if (term.what === "present") return presence(term.of, positive);
  if (term.what === "absent") return presence(term.of, !positive);
  return positive ? presence(term.of, true) : NO_PROOFS;
}

function proveComparison(term: Extract<Term, { op: "compare" }>, holds: boolean): Proofs {
  const { left, right, sign } = term;
  if (sign !== "==" && sign !== "!=") return bothProofs(presence(left, true), presence(right, true));
  const equal = (sign === "==") === holds;
  // Absent equals nothing, so equality proves both sides present.
  if (equal)
    return bothProofs(
      bothProofs(presence(left, true), presence(right, true)),
      bothProofs(members(left, right, true), members(right, left, true)),
    );
  return bothProofs(members(left, right, false), members(right, left, false));
}

function members(path: Term, other: Term, equal: boolean): Proofs {
  if (path.key === undefined || other.op !== "constant" || typeof other.value !== "string") return NO_PROOFS;
  return possible(path, [other.value], equal);
}

function proveMember(term: Extract<Term, { op: "member" }>, holds: boolean): Proofs {
  if ("op" in term.items) return holds ? presence(term.of, true) : NO_PROOFS;
  const words = term.items.flatMap((item) =>
    item.op === "constant" && typeof item.value === "string" ? [item.value] : [],
  );
  const complete = words.length === term.items.length;
  return bothProofs(
    holds ? presence(term.of, true) : NO_PROOFS,
    complete ? possible(term.of, words, holds) : NO_PROOFS,
  );
}

/** The members of the path's enum that are among these words, or are not. */
export function possible(path: Term, words: readonly string[], among: boolean): Proofs {
  const list = present(path.type);
  if (path.key === undefined || list.kind !== "enum") return NO_PROOFS;
  const left = (list.possible ?? list.members).filter((word) => words.includes(word) === among);
  return new Map([[path.key, { possible: left, ...(among || !isOptional(path.type) ? { present: true } : {}) }]]);
}
