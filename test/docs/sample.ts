import { parse } from "yaml";
import { Money, type RecordValue, type Value } from "../../engine/value/value.ts";
import type { Schemas } from "../engine/language/fixture.ts";
import { blocksOf } from "./markdown.ts";

/** The record kinds and the record of `docs/language.md`: the examples of the page are run against them. */
export interface Sample {
  readonly schemas: Schemas;
  readonly values: Readonly<Record<string, Value>>;
}

export function readSample(page: string): Sample {
  const types = parse(blockNamed(page, "types")) as Record<string, Record<string, string>>;
  const data = parse(blockNamed(page, "data")) as Record<string, unknown>;
  const { names = {}, words = {}, ...records } = types;
  const schemas: Schemas = {
    source: "invoice",
    records,
    identities: { status: "guid", customer: "guid", project: "guid" },
    enums: Object.fromEntries(Object.entries(words).map(([name, list]) => [name, list.split(" ")])),
    names,
  };
  const { invoice, ...others } = data;
  const values = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, valueAs(names[name] ?? "", value, schemas)]),
  );
  return { schemas, values: { ...values, source: valueAs("invoice", invoice, schemas) } };
}

function blockNamed(page: string, mark: string): string {
  const block = blocksOf(page).find(({ marks }) => marks.has(mark));
  if (block === undefined) throw new Error(`${page} has no block marked ${mark}`);
  return block.text;
}

/** JSON has no amounts of money: `124.00 EUR` is one where the type says so. */
function valueAs(notation: string, value: unknown, schemas: Schemas): Value {
  const type = notation.replace(/\?$/, "");
  if (value === null || value === undefined) return null;
  if (type === "money") {
    const [amount, currency] = String(value).split(" ");
    return new Money(Number(amount), currency);
  }
  if (type.startsWith("list ")) return (value as unknown[]).map((item) => valueAs(type.slice(5), item, schemas));
  const fields = schemas.records[type];
  if (fields === undefined) return value as Value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(record).map(([name, item]) => [name, valueAs(fields[name] ?? "", item, schemas)]),
  ) as RecordValue;
}
