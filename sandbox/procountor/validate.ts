import type { JsonRecord } from "../server/json.ts";
import { type Expected, type Problem, Validation } from "../server/validation.ts";
import { specificationOf } from "../specification/read-specification.ts";
import { type FieldError, invalid } from "./errors.ts";
import { fromLocalTime, isDay } from "./time.ts";

const outsideWindows1252 = /[^\t\n\r\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

const validation = new Validation(specificationOf("procountor"), {
  isDate: isDay,
  isDateTime: (text) => fromLocalTime(text) !== undefined,
  text: (text, required) =>
    outsideWindows1252.test(text)
      ? "The text has characters outside Windows-1252"
      : required && text.trim() === ""
        ? "NOT_BLANK"
        : undefined,
});

/** All faults of a body against the shape of that name, in the system's own words. */
export function faults(shape: string, body: JsonRecord, path = ""): FieldError[] {
  return validation
    .violations(shape, body, path)
    .map(({ path: at, problem }) => invalid(at === "" ? undefined : at, words(problem)));
}

const mustBe: Readonly<Record<Expected, string>> = {
  object: "MUST_BE_AN_OBJECT",
  list: "MUST_BE_AN_ARRAY",
  text: "MUST_BE_A_STRING",
  number: "MUST_BE_A_NUMBER",
  integer: "MUST_BE_AN_INTEGER",
  boolean: "MUST_BE_A_BOOLEAN",
  date: "INVALID_DATE",
  "date-time": "INVALID_DATE_TIME",
};

function words(problem: Problem): string {
  switch (problem.kind) {
    case "required":
      return "NOT_NULL";
    case "type":
      return mustBe[problem.expected];
    case "length":
      return `SIZE_MUST_BE_BETWEEN_${problem.least}_AND_${problem.most}`;
    case "above":
      return `MUST_BE_LESS_THAN_OR_EQUAL_TO_${problem.most}`;
    case "below":
      return `MUST_BE_GREATER_THAN_OR_EQUAL_TO_${problem.least}`;
    case "word":
      return `Not one of the values that the field accepts: ${String(problem.value)}`;
    case "text":
      return problem.says;
  }
}
