import type { StandardFunction } from "../types/function.ts";
import { businessId } from "./business-id.ts";
import { date, decimal, enumOf, integer, money, text } from "./conversions.ts";
import { cut, length, pieces, rest } from "./cutting.ts";
import { addDays, addMonths, daysBetween, endOfMonth, startOfMonth, today } from "./dates.ts";
import { first, item, last, only, position } from "./entries.ts";
import { named, pdf, zip } from "./files.ts";
import { isIban } from "./iban.ts";
import { join } from "./joining.ts";
import { digits, lower, replace, trim, upper } from "./letters.ts";
import { group, list } from "./lists.ts";
import { max, min, rising } from "./order.ts";
import { after, before, line } from "./parts.ts";
import { abs, ceil, floor, round } from "./rounding.ts";
import { contains, endsWith, startsWith } from "./searching.ts";
import { hmacSha256 } from "./signature.ts";
import { count, sum } from "./totals.ts";
import { all, any } from "./whether.ts";

const functions: readonly StandardFunction[] = [
  text,
  integer,
  decimal,
  enumOf,
  date,
  money,
  round,
  floor,
  ceil,
  abs,
  max,
  min,
  sum,
  count,
  any,
  all,
  first,
  last,
  item,
  position,
  only,
  list,
  join,
  cut,
  rest,
  pieces,
  line,
  digits,
  upper,
  lower,
  trim,
  replace,
  startsWith,
  endsWith,
  contains,
  before,
  after,
  length,
  group,
  addDays,
  addMonths,
  daysBetween,
  startOfMonth,
  endOfMonth,
  today,
  named,
  pdf,
  zip,
  businessId,
  isIban,
  rising,
  hmacSha256,
];

/** All functions of the rule language by name; there are no others, and mappings define none. */
export const standardFunctions: ReadonlyMap<string, StandardFunction> = new Map(
  functions.map((each) => [each.name, each]),
);
