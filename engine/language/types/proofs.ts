import type { Type } from "./type.ts";
import { optional, present } from "./type-relations.ts";

/** What is known of one path. Expressions are pure, so what was true of a path stays true. */
export interface Proof {
  /** `true`: there is something. `false`: there is nothing (absent, blank or empty). */
  readonly present?: boolean;
  /** The members of its enum that are left. */
  readonly possible?: readonly string[];
}

/** By key of a path: which slot, which fields. */
export type Proofs = ReadonlyMap<string, Proof>;

export const NO_PROOFS: Proofs = new Map();

/** Both hold. */
export function bothProofs(one: Proofs, other: Proofs): Proofs {
  if (one.size === 0) return other;
  if (other.size === 0) return one;
  const all = new Map(one);
  for (const [key, proof] of other) all.set(key, combine(all.get(key), proof));
  return all;
}

/** One of the two holds, nobody knows which: what both say is left. */
export function eitherProofs(one: Proofs, other: Proofs): Proofs {
  const common = new Map<string, Proof>();
  for (const [key, proof] of one) {
    const twin = other.get(key);
    if (twin === undefined) continue;
    const possible = proof.possible && twin.possible && [...new Set([...proof.possible, ...twin.possible])];
    const same = proof.present !== undefined && proof.present === twin.present;
    if (same || possible)
      common.set(key, { ...(same ? { present: proof.present as boolean } : {}), ...(possible ? { possible } : {}) });
  }
  return common;
}

export function combine(one: Proof | undefined, other: Proof | undefined): Proof {
  if (one === undefined) return other ?? {};
  if (other === undefined) return one;
  const possible =
    one.possible && other.possible
      ? one.possible.filter((word) => other.possible?.includes(word))
      : (one.possible ?? other.possible);
  return { ...one, ...other, ...(possible ? { possible } : {}) };
}

/** The type of a path when that much is known of it. */
export function narrowed(type: Type, proof: Proof): Type {
  const inner = proof.present === true ? present(type) : type;
  const { possible } = proof;
  if (possible === undefined) return inner;
  const list = present(inner);
  if (list.kind !== "enum") return inner;
  const left = (list.possible ?? list.members).filter((word) => possible.includes(word));
  const narrow: Type = { kind: "enum", name: list.name, members: list.members, possible: left };
  return inner.kind === "optional" ? optional(narrow) : narrow;
}
