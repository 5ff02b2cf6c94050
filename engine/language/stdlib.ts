import { abs } from "./stdlib/abs.ts";
import { addDays } from "./stdlib/add-days.ts";
import { addMonths } from "./stdlib/add-months.ts";
import { after } from "./stdlib/after.ts";
import { all } from "./stdlib/all.ts";
import { any } from "./stdlib/any.ts";
import { before } from "./stdlib/before.ts";
import { businessId } from "./stdlib/business-id.ts";
import { ceil } from "./stdlib/ceil.ts";
import { contains } from "./stdlib/contains.ts";
import { count } from "./stdlib/count.ts";
import { cut } from "./stdlib/cut.ts";
import { date } from "./stdlib/date.ts";
import { daysBetween } from "./stdlib/days-between.ts";
import { decimal } from "./stdlib/decimal.ts";
import { digits } from "./stdlib/digits.ts";
import { endOfMonth } from "./stdlib/end-of-month.ts";
import { endsWith } from "./stdlib/ends-with.ts";
import { enumOf } from "./stdlib/enum.ts";
import { first } from "./stdlib/first.ts";
import { floor } from "./stdlib/floor.ts";
import type { StandardFunction } from "./stdlib/function.ts";
import { group } from "./stdlib/group.ts";
import { hmacSha256 } from "./stdlib/hmac-sha256.ts";
import { integer } from "./stdlib/integer.ts";
import { isIban } from "./stdlib/is-iban.ts";
import { item } from "./stdlib/item.ts";
import { join } from "./stdlib/join.ts";
import { last } from "./stdlib/last.ts";
import { length } from "./stdlib/length.ts";
import { line } from "./stdlib/line.ts";
import { list } from "./stdlib/list.ts";
import { lower } from "./stdlib/lower.ts";
import { max } from "./stdlib/max.ts";
import { min } from "./stdlib/min.ts";
import { money } from "./stdlib/money.ts";
import { named } from "./stdlib/named.ts";
import { only } from "./stdlib/only.ts";
import { pdf } from "./stdlib/pdf.ts";
import { pieces } from "./stdlib/pieces.ts";
import { position } from "./stdlib/position.ts";
import { replace } from "./stdlib/replace.ts";
import { rest } from "./stdlib/rest.ts";
import { rising } from "./stdlib/rising.ts";
import { round } from "./stdlib/round.ts";
import { startOfMonth } from "./stdlib/start-of-month.ts";
import { startsWith } from "./stdlib/starts-with.ts";
import { sum } from "./stdlib/sum.ts";
import { text } from "./stdlib/text.ts";
import { today } from "./stdlib/today.ts";
import { trim } from "./stdlib/trim.ts";
import { upper } from "./stdlib/upper.ts";
import { zip } from "./stdlib/zip.ts";

export type { Example, FunctionCall, Kind, Parameter, StandardFunction } from "./stdlib/function.ts";

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
