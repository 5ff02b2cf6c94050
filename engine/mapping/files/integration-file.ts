import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { SystemSchema } from "../../schema/system-schema.ts";
import type { Report } from "../../source/diagnostic.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { readLevel } from "../cells/read-level.ts";
import { rootScope } from "../cells/root-scope.ts";
import { type Context, kindUseNamed } from "../context/context.ts";
import { Keys, mapOf, scalarOf } from "../context/keys.ts";
import type { Side } from "../tree/kind-use.ts";
import type { Definition } from "../tree/level.ts";
import { SOURCE_SLOT } from "../tree/slots.ts";
import type { TypedIntegration } from "../tree/typed-integration.ts";
import { conditionAt } from "./at-key.ts";
import { cronFaults } from "./cron.ts";

export const INTEGRATION_KEYS = [
  "integration",
  "title",
  "about",
  "systems",
  "companies",
  "countries",
  "schedule",
  "settings",
  "with",
  "let",
  "preconditions",
  "checks",
  "flows",
  "notices",
  "messages",
  "computed",
  "tables",
];

/** Reads `systems:`. A side whose connector is not there is reported, and counted as unreadable. */
export function readSides(
  keys: Keys,
  systems: (connector: string) => SystemSchema | undefined,
  report: Report,
): { readonly sides: ReadonlyMap<string, Side>; readonly unreadable: ReadonlySet<string> } {
  const sides = new Map<string, Side>();
  const unreadable = new Set<string>();
  keys.need("systems");
  for (const { key, value } of keys.mapOf("systems")?.entries ?? []) {
    unreadable.add(key.text);
    const map = mapOf(value, `the system ${key.text}`, report);
    if (map === undefined) continue;
    const inner = new Keys(map, `the system ${key.text}`, ["connector", "login"], report);
    inner.need("connector");
    const connector = inner.scalar("connector");
    if (connector === undefined) continue;
    const schema = systems(connector.text);
    if (schema === undefined) {
      report("connector-unknown", connector.span, { connector: connector.text });
      continue;
    }
    unreadable.delete(key.text);
    sides.set(key.text, {
      name: key.text,
      connector: connector.text,
      login: inner.text("login") ?? "",
      schema: schema.as(key.text),
      span: key.span,
    });
  }
  return { sides, unreadable };
}

const SCHEDULE = /^every (\d+) minutes?$/;

/** Reads `schedule:`, every ten minutes where the file does not say. */
export function readSchedule(keys: Keys): TypedIntegration["schedule"] {
  const scalar = keys.scalar("schedule");
  if (scalar === undefined) return { minutes: 10 };
  const minutes = Number(SCHEDULE.exec(scalar.text)?.[1] ?? 0);
  if (minutes > 0) return { minutes };
  const cron = /^cron\s+(\S+(?:\s+\S+){4,5})$/.exec(scalar.text)?.[1];
  if (cron !== undefined) {
    const from = scalar.text.length - cron.length;
    for (const { start, end, field, expected } of cronFaults(cron)) {
      const span = { ...scalar.span, start: scalar.offsetAt(from + start), end: scalar.offsetAt(from + end) };
      keys.report("shape-wrong", span, {
        what: `the ${field} of "schedule"`,
        expected,
        found: `"${cron.slice(start, end)}"`,
      });
    }
    return { cron };
  }
  keys.report("shape-wrong", scalar.span, {
    what: `"schedule"`,
    expected: `"every N minutes" or "cron" with its five fields`,
    found: `"${scalar.text}"`,
  });
  return { minutes: 10 };
}

const COUNTRY = /^[A-Z]{2}$/;

/** Reads `companies:`, the records by which one integration serves several companies. */
export function readCompanies(context: Context, keys: Keys): TypedIntegration["companies"] {
  const { report } = context;
  const map = keys.mapOf("companies");
  if (map === undefined) return undefined;
  const inner = new Keys(map, `"companies"`, ["of", "when", "key", "countries"], report);
  inner.need("of");
  inner.need("key");
  const node = inner.scalar("of");
  const of = node === undefined ? undefined : kindUseNamed(context, node.text, node.span);
  if (of === undefined) return undefined;
  const scope = rootScope(context, { name: of.side, shape: of.shape });
  const key = inner.scalar("key");
  if (key !== undefined && of.shape.field(key.text) === undefined) {
    report("field-unknown", key.span, { field: key.text, of: of.name, nearest: nearest(key.text, of.shape.names()) });
  }
  const countries = inner.items("countries").flatMap((item) => {
    const scalar = scalarOf(item, `"countries"`, report);
    if (scalar !== undefined && !COUNTRY.test(scalar.text)) report("country-code", scalar.span, { found: scalar.text });
    return scalar === undefined ? [] : [scalar.text];
  });
  const { when } = conditionAt(context, inner, "when", scope);
  return { of, when, key: key?.text ?? of.schema.id, countries, slot: SOURCE_SLOT, scope };
}

export interface OwnScope {
  readonly scope: Scope;
  readonly definitions: readonly Definition[];
}

/** The scope of checks, notices and switches: settings, tables, and what `with` and `let` of the file define. */
export function readOwnScope(context: Context, keys: Keys): OwnScope {
  const scope = rootScope(context, undefined);
  const level = readLevel(context, keys, scope);
  return { scope: level.scope, definitions: level.definitions };
}

/** Reads `preconditions:`, what people see to before the integration is switched on. */
export function readPreconditions(keys: Keys): TypedIntegration["preconditions"] {
  return (keys.list("preconditions")?.items ?? []).flatMap((node) => {
    const map = mapOf(node, "a precondition", keys.report);
    if (map === undefined) return [];
    const inner = new Keys(map, "a precondition", ["title", "advice", "confirm"], keys.report);
    inner.need("title");
    inner.need("advice");
    const title = inner.text("title");
    const advice = inner.text("advice");
    if (title === undefined || advice === undefined) return [];
    return [{ title, advice, confirm: inner.text("confirm"), span: inner.span("title") }];
  });
}

/** Reads `flows:`, the flows in the order in which they run, with their switches. */
export function readOrder(context: Context, keys: Keys, scope: Scope): TypedIntegration["order"] {
  const { report } = context;
  keys.need("flows");
  return (keys.list("flows")?.items ?? []).flatMap((node): { name: string; when: Typed | undefined; span: Span }[] => {
    if (node.kind === "scalar") return [{ name: node.text, when: undefined, span: node.span }];
    const map = mapOf(node, "a flow", report);
    if (map === undefined) return [];
    const inner = new Keys(map, "a flow of the list", ["flow", "when"], report);
    inner.need("flow");
    const flow = inner.scalar("flow");
    const { when } = conditionAt(context, inner, "when", scope);
    return flow === undefined ? [] : [{ name: flow.text, when, span: flow.span }];
  });
}

/** Reads `notices:`, who is told of errors, and whether. */
export function readNotices(context: Context, keys: Keys, scope: Scope): TypedIntegration["notices"] {
  const map = keys.mapOf("notices");
  if (map === undefined) return undefined;
  const { report } = context;
  const inner = new Keys(map, `"notices"`, ["when", "to"], report);
  const whenNode = inner.need("when");
  const toNode = inner.need("to");
  const when = whenNode === undefined ? undefined : conditionOf(whenNode, `"when"`, { scope, report });
  const to =
    toNode === undefined
      ? undefined
      : expressionOf(toNode, `"to"`, { scope, expected: { kind: "list", of: { kind: "text" } }, report });
  return when === undefined || to === undefined ? undefined : { when, to };
}
