import { fromText } from "../../value/decimal.ts";
import type { Expr } from "./ast.ts";
import { DATE, isName, KEYWORDS, NAME, NUMBER, writtenAs } from "./tokens.ts";

const LONGEST = 200;
const PATH = new RegExp(`^\\s*(\\.?)(${NAME})((?:\\.${NAME})*)\\s*$`);
const LITERAL = new RegExp(String.raw`^\s*(?:(${DATE})|(${NUMBER})|"([^"\\{}]*)")\s*$`);
/** Words that begin no path; `is`, `matches`, `for` and `by` may. */
const RESERVED = new Set(KEYWORDS.filter((keyword) => !isName(keyword)).map(writtenAs));

/**
 * What most cells hold: a field with the way to it, a word, a number, a date, a text without holes. Undefined for all else,
 * which the parser reads. What this does read it reads as the parser does, place by place.
 */
export function plainExpression(text: string): Expr | undefined {
  if (text.length > LONGEST) return undefined;
  const path = PATH.exec(text);
  if (path !== null) return readPath(text, path[1] === ".", path[2] ?? "", path[3] ?? "");
  const literal = LITERAL.exec(text);
  if (literal === null) return undefined;
  const [, date, number, quoted] = literal;
  const start = text.search(/\S/);
  const end = text.trimEnd().length;
  if (date !== undefined) return { kind: "date", value: date, start, end };
  if (number !== undefined) return { kind: "number", value: fromText(number) ?? 0, text: number, start, end };
  return { kind: "text", value: quoted ?? "", start, end };
}

function readPath(text: string, isCandidate: boolean, first: string, rest: string): Expr | undefined {
  if (!isCandidate && RESERVED.has(first)) return undefined;
  const start = text.search(/\S/);
  let end = start + (isCandidate ? 1 : 0) + first.length;
  let expr: Expr = isCandidate
    ? { kind: "candidate", name: first, start, end }
    : { kind: "name", name: first, start, end };
  for (const name of rest.split(".").slice(1)) {
    const nameStart = end + 1;
    end = nameStart + name.length;
    expr = { kind: "field", of: expr, name, nameStart, start, end };
  }
  return expr;
}
