import { namedPlaces } from "../../compile/named-places.ts";
import { recordSettings } from "../../compile/record-settings.ts";
import { didYouMean } from "../../mapping/context/keys.ts";
import { allSettings } from "../../mapping/tree/setting.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import { plainValue } from "../../project/plain-value.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import { getPath, setPath, splitPath } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { type Change, type Fixture, kindOf, type TestFile } from "./test-file.ts";
import { type NamedRecords, recordOf, typeAt, typedValue } from "./typed-data.ts";

/** The records of one case, with its changes made. */
export interface FixtureRecords extends NamedRecords {
  /** By fixture name. */
  readonly records: ReadonlyMap<string, { readonly fixture: Fixture; readonly record: RecordValue }>;
  readonly settings: RecordValue;
}

export function fixtureRecords(
  file: TestFile,
  changes: readonly Change[],
  integration: TypedIntegration,
  report: Report,
): FixtureRecords {
  const byName = new Map(file.fixtures.map((fixture) => [fixture.name, fixture]));
  const made = new Map<string, { readonly fixture: Fixture; readonly record: RecordValue }>();
  const making = new Set<string>();
  const connectorKind = (fixture: Fixture): string => fixture.kind.name;
  const names: NamedRecords = {
    reference(kind, name, embedded) {
      const fixture = fixtureOf(kind, name);
      if (fixture === undefined) return undefined;
      const id = idIn(fixture, changes, names, report);
      // The record is there, and what is wrong with it has been reported.
      if (id === undefined) return {};
      const whole = making.has(fixture.name) ? {} : make(fixture);
      const carried = embedded.filter((field) => Object.hasOwn(whole, field)).map((field) => [field, whole[field]]);
      return { ...Object.fromEntries(carried), [fixture.kind.id]: id };
    },
    whole: (kind, name) => {
      const fixture = fixtureOf(kind, name);
      return fixture === undefined ? undefined : make(fixture);
    },
  };
  const fixtureOf = (kind: string, name: string): Fixture | undefined => {
    const fixture = byName.get(name);
    return fixture !== undefined && connectorKind(fixture) === kind ? fixture : undefined;
  };
  const make = (fixture: Fixture): RecordValue => {
    const known = made.get(fixture.name);
    if (known !== undefined) return known.record;
    // A record whose child leads back to it: the child has the reference alone.
    if (making.has(fixture.name)) return names.reference(connectorKind(fixture), fixture.name, []) ?? {};
    making.add(fixture.name);
    const record = changed(fixture, recordOf(fixture.data, fixture.kind.shape, names, report), changes, names, report);
    making.delete(fixture.name);
    made.set(fixture.name, { fixture, record });
    return record;
  };
  for (const fixture of file.fixtures) make(fixture);
  return { ...names, records: made, settings: settingsOf(file, changes, byName, integration, report) };
}

function idIn(fixture: Fixture, changes: readonly Change[], names: NamedRecords, report: Report): Value {
  const { id, shape } = fixture.kind;
  const type = shape.field(id)?.type ?? { kind: "unknown" };
  const node =
    changes.findLast((change) => change.of === fixture.name && change.path === id)?.value ??
    fixture.data.entries.find(({ key }) => key.text === id)?.value;
  if (node === undefined) {
    report("test-record-without-id", fixture.nameSpan, { name: fixture.name, id });
    return undefined;
  }
  return typedValue(node, type, { names, report, whole: false, what: `${fixture.kindName}.${id}` });
}

function changed(
  fixture: Fixture,
  record: RecordValue,
  changes: readonly Change[],
  names: NamedRecords,
  report: Report,
): RecordValue {
  let value: Value = record;
  for (const change of changes) {
    if (change.of !== fixture.name) continue;
    const path = splitPath(change.path);
    const place = path === undefined ? undefined : typeAt(fixture.kind.shape, path.map(String));
    if (path === undefined || place === undefined) {
      report(
        "test-field-unknown",
        change.span,
        { field: change.path, record: fixture.kind.shape.name },
        { hints: didYouMean(change.path, fixture.kind.shape.names()) },
      );
      continue;
    }
    const to = typedValue(change.value, place.type, {
      names,
      report,
      whole: place.isCall,
      what: `${fixture.name}.${change.path}`,
    });
    value = putAt(value, path, to, change.span, report);
  }
  return value as RecordValue;
}

function putAt(value: Value, path: readonly (string | number)[], to: Value, span: Span, report: Report): Value {
  try {
    return setPath(value, path, to);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    report("test-row-missing", span, { problem: fault.message });
    return value;
  }
}

/** The settings, with the names of records replaced by the ids that a workspace would give. */
function settingsOf(
  file: TestFile,
  changes: readonly Change[],
  byName: ReadonlyMap<string, Fixture>,
  integration: TypedIntegration,
  report: Report,
): RecordValue {
  let settings: Value = file.settings === undefined ? {} : plainValue(file.settings);
  for (const change of changes) {
    const path = change.of === "settings" ? splitPath(change.path) : undefined;
    if (path !== undefined) settings = putAt(settings, path, plainValue(change.value), change.span, report);
  }
  return namesToIds(settings, byName, integration) as RecordValue;
}

function namesToIds(settings: Value, byName: ReadonlyMap<string, Fixture>, integration: TypedIntegration): Value {
  let result = settings;
  for (const setting of recordSettings(allSettings(integration.settings))) {
    for (const path of namedPlaces(result as RecordValue, setting)) {
      const name = getPath(result, path);
      const fixture = typeof name === "string" || typeof name === "number" ? byName.get(String(name)) : undefined;
      if (fixture === undefined || fixture.kindName !== `${setting.kind.side}/${setting.kind.kind}`) continue;
      const id = fixture.data.entries.find(({ key }) => key.text === fixture.kind.id)?.value;
      if (id?.kind === "scalar") result = setPath(result, path, id.text);
    }
  }
  return result;
}

/** What the other side answers to a create of a kind, or says of a record that no fixture holds. */
export function answersOf(
  answers: readonly { readonly kindName: string; readonly span: Span; readonly data: YamlNode }[],
  names: NamedRecords,
  integration: TypedIntegration,
  report: Report,
): ReadonlyMap<string, Answer> {
  const result = new Map<string, Answer>();
  for (const { kindName, span, data } of answers) {
    const found = kindOf(kindName, integration);
    if (found === undefined || data.kind !== "map") {
      report("test-kind-unknown", span, { kind: kindName });
      continue;
    }
    const refuse = data.entries.find(({ key }) => key.text === "refuse")?.value;
    if (refuse?.kind === "scalar") result.set(kindName, { refuse: refuse.text });
    else result.set(kindName, { record: recordOf(data, found.kind.shape, names, report) });
  }
  return result;
}

/** `refuse`: the code with which the other side refuses the write. */
export type Answer = { readonly record: RecordValue } | { readonly refuse: string };
