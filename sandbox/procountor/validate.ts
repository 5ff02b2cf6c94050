import { isRecord, type Json, type JsonRecord } from "../server/json.ts";
import { countries, currencies, personCountries, units } from "./enums.ts";
import { type FieldError, invalid } from "./errors.ts";
import { shapes } from "./shapes.ts";
import { fromLocalTime, isDay } from "./time.ts";

type Check = (value: Json, path: string, errors: FieldError[]) => void;

const outsideWindows1252 = /[^\t\n\r\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

const named: Readonly<Record<string, ReadonlySet<string>>> = {
  CountryName: countries,
  PersonCountry: personCountries,
  CurrencyCode: currencies,
  UnitCode: units,
};
const compiled = new Map<string, Check>();

/** All faults of a body against the shape of that name: types, required members, lengths, ranges, enums, characters. */
export function faults(shape: string, body: JsonRecord, path = ""): FieldError[] {
  const errors: FieldError[] = [];
  shapeCheck(shape)(body, path, errors);
  return errors;
}

function shapeCheck(name: string): Check {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const fields = shapes[name];
  if (fields === undefined) throw new Error(`no shape ${name}`);
  const checks = Object.entries(fields).map(([field, text]) => {
    const required = text.endsWith("!");
    return { field, required, check: valueCheck(required ? text.slice(0, -1) : text, required) };
  });
  const check: Check = (value, path, errors) => {
    if (!isRecord(value)) {
      errors.push(invalid(path === "" ? undefined : path, "MUST_BE_AN_OBJECT"));
      return;
    }
    for (const { field, required, check: inner } of checks) {
      const member = value[field];
      const at = path === "" ? field : `${path}.${field}`;
      if (member === undefined || member === null) {
        if (required) errors.push(invalid(at, "NOT_NULL"));
      } else inner(member, at, errors);
    }
  };
  compiled.set(name, check);
  return check;
}

function valueCheck(text: string, required: boolean): Check {
  if (text === "Any") return () => {};
  if (text.startsWith("@")) return (value, path, errors) => shapeCheck(text.slice(1))(value, path, errors);
  if (text.startsWith("[")) return listCheck(valueCheck(text.slice(1, -1), false));
  const [kind = "", rest = ""] = splitOnce(text);
  if (kind === "text") return textCheck(rest, required);
  if (kind === "number" || kind === "integer") return numberCheck(kind, rest);
  if (kind === "boolean")
    return (value, path, errors) => typeof value !== "boolean" && errors.push(invalid(path, "MUST_BE_A_BOOLEAN"));
  if (kind === "date")
    return (value, path, errors) =>
      (typeof value !== "string" || !isDay(value)) && errors.push(invalid(path, "INVALID_DATE"));
  if (kind === "date-time")
    return (value, path, errors) =>
      (typeof value !== "string" || fromLocalTime(value) === undefined) &&
      errors.push(invalid(path, "INVALID_DATE_TIME"));
  return enumCheck(kind === "enum" ? new Set(rest.split("|")) : (named[kind] ?? new Set()));
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function listCheck(check: Check): Check {
  return (value, path, errors) => {
    if (!Array.isArray(value)) {
      errors.push(invalid(path, "MUST_BE_AN_ARRAY"));
      return;
    }
    (value as readonly Json[]).forEach((item, index) => {
      check(item, `${path}[${index}]`, errors);
    });
  };
}

function textCheck(limits: string, required: boolean): Check {
  const [low = "", high = ""] = limits.split("..");
  const least = Number(low || 0);
  const most = high === "" ? Number.POSITIVE_INFINITY : Number(high);
  return (value, path, errors) => {
    if (typeof value !== "string") errors.push(invalid(path, "MUST_BE_A_STRING"));
    else if (outsideWindows1252.test(value)) errors.push(invalid(path, "The text has characters outside Windows-1252"));
    else if (required && value.trim() === "") errors.push(invalid(path, "NOT_BLANK"));
    else if (value.length < least || value.length > most)
      errors.push(invalid(path, `SIZE_MUST_BE_BETWEEN_${least}_AND_${most}`));
  };
}

function numberCheck(kind: string, limits: string): Check {
  const [low = "", high = ""] = limits.split("..");
  const least = low === "" ? Number.NEGATIVE_INFINITY : Number(low);
  const most = high === "" ? Number.POSITIVE_INFINITY : Number(high);
  return (value, path, errors) => {
    if (typeof value !== "number") errors.push(invalid(path, "MUST_BE_A_NUMBER"));
    else if (kind === "integer" && !Number.isInteger(value)) errors.push(invalid(path, "MUST_BE_AN_INTEGER"));
    else if (value < least || value > most)
      errors.push(
        invalid(
          path,
          value > most ? `MUST_BE_LESS_THAN_OR_EQUAL_TO_${most}` : `MUST_BE_GREATER_THAN_OR_EQUAL_TO_${least}`,
        ),
      );
  };
}

function enumCheck(values: ReadonlySet<string>): Check {
  return (value, path, errors) => {
    if (typeof value !== "string" || !values.has(value))
      errors.push(invalid(path, `Not one of the values that the field accepts: ${String(value)}`));
  };
}
