import type { YamlNode } from "../../source/yaml-tree.ts";
import { equals, fromText, isDecimal } from "../../value/decimal.ts";
import { isPresent } from "../../value/equality.ts";
import { stringifyJson } from "../../value/json.ts";
import { getPath, isRecord, splitPath } from "../../value/path.ts";
import { Secret } from "../../value/secret.ts";
import { FileValue, Money, type RecordValue, type Value } from "../../value/value.ts";
import type { FixtureRecords } from "./fixture-records.ts";
import { type Miss, miss, shown, shownNode } from "./miss.ts";

/** What differs, with the path it differs at. Records are compared by the fields that are expected, lists item by item. */
export function differences(there: Value, wanted: YamlNode, path: string, fixtures: FixtureRecords): readonly Miss[] {
  if (wanted.kind === "map") {
    if (!isRecord(there) && !(there instanceof Money) && !(there instanceof FileValue))
      return [miss(wanted, path, shownNode(wanted), shown(there))];
    const record = isRecord(there) ? there : plainOf(there);
    return wanted.entries.flatMap(({ key, value }) =>
      differences(getPath(record, splitPath(key.text) ?? [key.text]), value, `${path}.${key.text}`, fixtures),
    );
  }
  if (wanted.kind === "list") {
    if (!Array.isArray(there)) return [miss(wanted, path, shownNode(wanted), shown(there))];
    if (there.length !== wanted.items.length)
      return [miss(wanted, path, `${wanted.items.length} entries`, `${there.length}: ${shown(there)}`)];
    return wanted.items.flatMap((item, index) => differences(there[index], item, `${path}.${index + 1}`, fixtures));
  }
  if (isSame(there, wanted, fixtures)) return [];
  return [miss(wanted, path, there instanceof Secret ? "another secret" : shownNode(wanted), shown(there))];
}

function plainOf(value: Money | FileValue): RecordValue {
  return value instanceof Money
    ? { amount: value.amount, currency: value.currency }
    : { name: value.name, type: value.type, size: value.size };
}

function isSame(there: Value, wanted: Extract<YamlNode, { kind: "scalar" }>, fixtures: FixtureRecords): boolean {
  if (wanted.value === null && wanted.style === "plain") return !isPresent(there);
  if (isDecimal(there)) {
    const number = fromText(wanted.text);
    return number !== undefined && equals(there, number);
  }
  if (typeof there === "boolean") return there === wanted.value;
  if (there instanceof Money)
    return `${stringifyJson(there.amount)} ${there.currency}` === wanted.text || isSame(there.amount, wanted, fixtures);
  if (there instanceof FileValue) return there.name === wanted.text;
  if (there instanceof Secret) return there.reveal() === wanted.text;
  if (!isRecord(there)) return there === wanted.text;
  const named = fixtures.records.get(wanted.text);
  return named !== undefined && there[named.fixture.kind.id] === named.record[named.fixture.kind.id];
}
