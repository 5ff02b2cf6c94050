import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { assignable, type EnumType, isNumber, present } from "../types/type-relations.ts";
import { type Environment, tell, written } from "./environment.ts";

/**
 * Reports what does not fit where a type is expected, at the branch that does not. Absence and length are no matter of
 * type: a cell may be absent, and the mapping says what becomes of a text that is too long.
 */
export function conform(env: Environment, term: Term, expected: Type): boolean {
  switch (term.op) {
    case "conditional":
      return [conform(env, term.value, expected), conform(env, term.otherwise, expected)].every(Boolean);
    case "coalesce":
      return [conform(env, term.left, expected), conform(env, term.right, expected)].every(Boolean);
    case "match":
      return term.arms.map((arm) => conform(env, arm.value, expected)).every(Boolean);
    default:
      return conformLeaf(env, term, expected);
  }
}

function conformLeaf(env: Environment, term: Term, expected: Type): boolean {
  const fit = assignable(term.type, expected);
  if (fit.ok || fit.because.kind === "absent" || fit.because.kind === "long") return true;
  const target = present(expected);
  if (fit.because.kind === "words" && target.kind === "enum") {
    for (const word of fit.because.words) reportWord(env, word, target, term);
    return false;
  }
  const { type } = term;
  if (type.kind === "word" && target.kind !== "word") {
    const [word = ""] = type.words;
    const expectedText = showType(target);
    const hints: readonly Hint[] = target.kind === "text" ? [{ hint: "quote", text: word }] : [];
    tell(env, "word-without-list", term, { word, expected: expectedText, nearest: nearestName(env, word) }, { hints });
    return false;
  }
  tell(
    env,
    "type-differs",
    term,
    { found: showType(present(type)), expected: showType(target) },
    { hints: conversionHints(type, target, written(env, term)) },
  );
  return false;
}

function reportWord(
  env: Environment,
  word: string,
  list: EnumType,
  place: { readonly start: number; readonly end: number },
): void {
  tell(
    env,
    "word-unknown",
    place,
    { word, list: list.name, nearest: nearest(word, list.members) },
    { hints: wordHints(list, word) },
  );
}

export function wordHints(list: EnumType, word: string): readonly Hint[] {
  if (nearest(word, list.members) !== undefined && list.members.length > 12) return [];
  return [{ hint: "words", words: list.members }];
}

export function nearestName(env: Environment, name: string): string | undefined {
  return nearest(
    name,
    [...env.scope.names()].map((one) => one.name),
  );
}

/** How one type is made of another. */
export function conversionHints(from: Type, to: Type, text: string): readonly Hint[] {
  const write = (expression: string): readonly Hint[] => [{ hint: "write", expression }];
  const found = present(from);
  const expected = present(to);
  if (found.kind === "list" && expected.kind !== "list") return [{ hint: "one-or-joined", list: text }];
  if (expected.kind === "list" && assignable(present(found), expected.of).ok)
    return [{ hint: "list-of-one", item: text }];
  if (expected.kind === "text" && (isNumber(found) || found.kind === "bool")) return write(`text(${text})`);
  if (expected.kind === "int" && found.kind === "decimal") return write(`round(${text}, 0)`);
  if (expected.kind === "int" && found.kind === "text") return write(`integer(${text})`);
  if (expected.kind === "decimal" && found.kind === "text") return write(`decimal(${text})`);
  if (expected.kind === "date" && (found.kind === "text" || found.kind === "datetime")) return write(`date(${text})`);
  if (expected.kind === "enum" && found.kind === "text") return [{ hint: "word-of-text", text, list: expected.name }];
  if (expected.kind === "enum" && found.kind === "enum")
    return [{ hint: "word-to-word", text, words: found.possible ?? found.members }];
  if (isNumber(expected) && found.kind === "money") return write(`${text}.amount`);
  if (expected.kind === "money" && isNumber(found)) return write(`money(${text}, currency)`);
  if (found.kind === "record" && expected.kind !== "record")
    return recordHints(found.shape.names(), (name) => found.shape.field(name)?.type, expected, text);
  return [];
}

function recordHints(
  names: readonly string[],
  typeOf: (name: string) => Type | undefined,
  expected: Type,
  text: string,
): readonly Hint[] {
  const fitting = names.filter((name) => {
    const type = typeOf(name);
    return type !== undefined && type.kind !== "unknown" && assignable(present(type), expected).ok;
  });
  return fitting.length === 0 ? [] : [{ hint: "fields-that-fit", fields: fitting.map((name) => `${text}.${name}`) }];
}
