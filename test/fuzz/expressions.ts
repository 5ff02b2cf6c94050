import type { Random } from "../simulation/random.ts";
import { pick } from "./inputs.ts";

const LEAVES = [
  "number",
  "total.amount",
  "customer.name",
  "customer.email",
  "orderNumber",
  "rows",
  "notes",
  "settings",
  "absent",
  "omit",
  "empty",
  "1",
  "2.5",
  "0",
  "99999999999999999999.123",
  '"x"',
  '"a{number}b"',
  "2026-03-29",
  "true",
  "PAID",
  "row",
  "r",
];
const SIGNS = ["+", "-", "*", "/", "==", "!=", "<", ">=", "and", "or", "??", "in", "not in"];
const CALLS = [
  "text",
  "round",
  "join",
  "count",
  "sum",
  "length",
  "upper",
  "list",
  "first",
  "max",
  "cut",
  "group",
  "date",
];
const TESTS = ["present", "absent", "integer", "date", "email", "not present"];
const PATTERNS = ["^[0-9]+$", "^(a+)+$", "(?i)ä", "a{2,3}|b", "(?=x)", "\\\\1", "[[:alpha:]]"];

/** An expression by the grammar of the language, of names that the golden scope mostly knows. */
export function expression(random: Random, depth: number = random.between(0, 6)): string {
  if (depth <= 0) return pick(random, LEAVES);
  const one = () => expression(random, depth - 1 - random.between(0, 1));
  switch (random.between(0, 11)) {
    case 0:
    case 1:
      return `${one()} ${pick(random, SIGNS)} ${one()}`;
    case 2:
      return `${one()} if ${one()} else ${one()}`;
    case 3:
      return `(${one()})`;
    case 4:
      return `${pick(random, CALLS)}(${Array.from({ length: random.between(0, 4) }, one).join(", ")})`;
    case 5:
      return `${pick(random, CALLS)}(${one()} for r in ${one()}${random.chance(0.5) ? ` if ${one()}` : ""}${random.chance(0.2) ? ` by ${one()}` : ""})`;
    case 6:
      return `match ${one()} { ${Array.from({ length: random.between(0, 4) }, () => `${pick(random, LEAVES)} => ${one()}`).join(", ")}, _ => ${one()} }`;
    case 7:
      return `${one()} is ${pick(random, TESTS)}`;
    case 8:
      return `${one()} matches "${pick(random, PATTERNS)}"`;
    case 9:
      return `not ${one()}`;
    case 10:
      return `${one()}[${one()}]`;
    default:
      return `${one()}.${pick(random, ["name", "amount", "currency", "email", "x"])}`;
  }
}
