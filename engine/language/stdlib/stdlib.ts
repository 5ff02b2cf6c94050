import type { StandardFunction } from "../types/function.ts";
import { businessId, hmacSha256, isIban } from "./codes.ts";
import { date, decimal, enumOf, integer, money, text } from "./conversions.ts";
import { addDays, addMonths, daysBetween, endOfMonth, startOfMonth, today } from "./dates.ts";
import { named, pdf, zip } from "./files.ts";
import { all, any, count, first, group, item, last, list, only, position, rising } from "./lists.ts";
import { abs, ceil, floor, max, min, round, sum } from "./numbers.ts";
import {
  after,
  before,
  contains,
  cut,
  digits,
  endsWith,
  join,
  length,
  line,
  lower,
  pieces,
  replace,
  rest,
  startsWith,
  trim,
  upper,
} from "./texts.ts";

export type { Example, FunctionCall, Kind, Parameter, StandardFunction } from "../types/function.ts";

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
