import { describe, expect, it } from "vitest";
import {
  bothProofs,
  eitherProofs,
  NO_PROOFS,
  narrowed,
  type Proofs,
} from "../../../../engine/language/types/proofs.ts";
import type { Type } from "../../../../engine/language/types/type.ts";
import { optional, TEXT } from "../../../../engine/language/types/type-relations.ts";

const a: Proofs = new Map([["a", { present: true }]]);
const notA: Proofs = new Map([["a", { present: false }]]);
const b: Proofs = new Map([["b", { present: true }]]);
const words = (...possible: string[]): Proofs => new Map([["a", { possible }]]);

describe("proofs", () => {
  it("of which both hold say all that either says", () => {
    expect(bothProofs(a, b)).toEqual(new Map([...a, ...b]));
    expect(bothProofs(a, NO_PROOFS)).toBe(a);
    expect(bothProofs(words("X", "Y"), words("Y", "Z"))).toEqual(words("Y"));
    expect(bothProofs(a, words("X"))).toEqual(new Map([["a", { present: true, possible: ["X"] }]]));
  });

  it("of which one holds say what both say", () => {
    expect(eitherProofs(a, b)).toEqual(NO_PROOFS);
    expect(eitherProofs(a, notA)).toEqual(NO_PROOFS);
    expect(eitherProofs(a, bothProofs(a, b))).toEqual(a);
    expect(eitherProofs(words("X"), words("Y"))).toEqual(words("X", "Y"));
  });

  it("make the type of a path narrower", () => {
    const list: Type = { kind: "enum", name: "kind", members: ["X", "Y", "Z"] };
    expect(narrowed(optional(TEXT), { present: true })).toEqual(TEXT);
    expect(narrowed(optional(TEXT), { present: false })).toEqual(optional(TEXT));
    expect(narrowed(list, { possible: ["Z", "X"] })).toEqual({ ...list, possible: ["X", "Z"] });
    expect(narrowed(optional(list), { possible: ["X"] })).toEqual(optional({ ...list, possible: ["X"] }));
  });
});
