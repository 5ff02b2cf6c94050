import type { CompiledIntegration } from "../../compile/compiled.ts";
import { didYouMean, Keys, spanOfNode } from "../../mapping/context/keys.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import type { RecordState } from "../../store/store.ts";
import { equals, fromText, isDecimal } from "../../value/decimal.ts";
import { isPresent } from "../../value/equality.ts";
import { stringifyJson } from "../../value/json.ts";
import { getPath, isRecord, splitPath } from "../../value/path.ts";
import { FileValue, Money, type RecordValue, type Value } from "../../value/value.ts";
import type { Written } from "./fixture-system.ts";
import type { CaseOutcome } from "./run-case.ts";

/** One expectation that did not hold. */
export interface Miss {
  readonly span: Span;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** The line of the mapping that made what was found. */
  readonly madeBy: Span | undefined;
}

const KEYS = [
  "fields",
  "not set",
  "steps",
  "source",
  "refused",
  "skipped",
  "waiting",
  "message",
  "advice",
  "needs",
  "nothing",
];

export interface Expecting {
  readonly outcome: CaseOutcome;
  readonly typed: TypedIntegration;
  readonly compiled: CompiledIntegration;
  readonly report: Report;
}

/** Compares what a case expects with what came of it. */
export function missesOf(expect: YamlMap, expecting: Expecting): readonly Miss[] {
  const keys = new Keys(expect, "an expectation", KEYS, expecting.report);
  const { outcome } = expecting;
  const trouble = troubleOf(expect, outcome);
  if (trouble !== undefined) return [trouble];
  const misses: Miss[] = [];
  const checks: Readonly<Record<string, (node: YamlNode) => readonly Miss[]>> = {
    fields: (node) =>
      node.kind === "map"
        ? node.entries.flatMap(({ key, value }) => fieldMisses(key.text, key.span, value, expecting))
        : [],
    "not set": (node) => (node.kind === "list" ? node.items : [node]).flatMap((item) => notSetMisses(item, expecting)),
    steps: (node) => stepMisses(node, expecting),
    source: (node) =>
      node.kind === "map" ? node.entries.flatMap(({ key, value }) => sourceMisses(key.text, value, expecting)) : [],
    refused: (node) => codeMisses(node, "refused", outcome),
    skipped: (node) => codeMisses(node, "skipped", outcome),
    waiting: (node) => codeMisses(node, "waiting", outcome),
    message: (node) => textMisses(node, "the message", saidIn(outcome)?.message),
    advice: (node) => textMisses(node, "the advice", saidIn(outcome)?.advice),
    needs: (node) =>
      node.kind === "map" ? node.entries.flatMap(({ key, value }) => needMisses(key.text, value, expecting)) : [],
    nothing: (node) =>
      outcome.written.length === 0 ? [] : [miss(node, "writes", "none", outcome.written.map(stepName).join(", "))],
  };
  for (const key of KEYS) {
    const node = keys.node(key);
    if (node !== undefined) misses.push(...(checks[key]?.(node) ?? []));
  }
  if (misses.length === 0 && !keys.has("refused")) misses.push(...unexpectedRefusal(expect, outcome));
  return misses;
}

/** One cell of a matrix: the value of a target field; `null` where it is not to be set. */
export function cellMisses(path: string, node: YamlNode, pathSpan: Span, expecting: Expecting): readonly Miss[] {
  const trouble = troubleOf(node, expecting.outcome);
  if (trouble !== undefined) return [trouble];
  if (path === "refused" || path === "skipped" || path === "waiting") {
    const wanted = node.kind === "scalar" && node.value === null ? undefined : node;
    return wanted === undefined
      ? unexpectedState(node, path, expecting.outcome)
      : codeMisses(wanted, path, expecting.outcome);
  }
  const misses = path.startsWith("source.")
    ? sourceMisses(path.slice("source.".length), node, expecting)
    : fieldMisses(path, pathSpan, node, expecting);
  return misses.length > 0 ? unexpectedOr(misses, node, expecting.outcome) : misses;
}

/** A field that is not there because the record was refused: say the refusal rather than the absence. */
function unexpectedOr(misses: readonly Miss[], node: YamlNode, outcome: CaseOutcome): readonly Miss[] {
  const refusal = unexpectedRefusal(node, outcome);
  return refusal.length > 0 ? refusal : misses;
}

/** The flow did not run at all: nothing else that is expected of it needs to be said. */
function troubleOf(node: YamlNode, { report }: CaseOutcome): Miss | undefined {
  if (report.kind === "not-active")
    return miss(node, "the settings of the test", "complete", report.findings.map(({ text }) => text).join(" "));
  const problem = report.kind === "done" ? report.flows.find((flow) => flow.problem !== undefined)?.problem : undefined;
  return problem === undefined ? undefined : miss(node, "the flow", "to end well", problem);
}

/** `null` in the column of a state: the record has not come to that one. */
function unexpectedState(node: YamlNode, state: "refused" | "skipped" | "waiting", outcome: CaseOutcome) {
  if (state === "refused") return unexpectedRefusal(node, outcome);
  const found = outcome.states.find((one) => one.state === state);
  return found === undefined ? [] : [miss(node, "the record", `not ${state}`, whatBecame(outcome))];
}

function unexpectedRefusal(node: YamlNode, { states }: CaseOutcome): readonly Miss[] {
  const refused = states.find(({ state }) => state === "refused");
  return refused === undefined
    ? []
    : [miss(node, "the record", "not refused", `refused (${refused.code}): ${refused.message}`)];
}

function fieldMisses(path: string, span: Span, wanted: YamlNode, { outcome, report }: Expecting): readonly Miss[] {
  const { flow } = outcome;
  const kind = flow.kind === "follow" ? undefined : flow.to;
  const made =
    kind === undefined
      ? undefined
      : outcome.written.find(
          (one) =>
            one.side === kind.side &&
            one.request.kind === kind.kind &&
            (one.request.operation === "create" || flow.kind === "register"),
        );
  const parts = splitPath(path);
  if (parts === undefined) {
    report("test-path-unknown", span, { path, kind: kind === undefined ? flow.name : `${kind.side}/${kind.kind}` });
    return [];
  }
  if (made === undefined && !(wanted.kind === "scalar" && wanted.value === null)) {
    const refusal = unexpectedRefusal(wanted, outcome);
    return refusal.length > 0 ? refusal : [miss(wanted, path, shownNode(wanted), "nothing was written")];
  }
  const there = getPath(made?.request.body, parts);
  return differences(there, wanted, path, outcome).map((found) => ({
    ...found,
    madeBy: found.madeBy ?? lineOf(found.what, outcome),
  }));
}

function notSetMisses(item: YamlNode, { outcome }: Expecting): readonly Miss[] {
  if (item.kind !== "scalar") return [];
  const parts = splitPath(item.text) ?? [];
  const there = outcome.written.map(({ request }) => getPath(request.body, parts)).find(isPresent);
  return there === undefined
    ? []
    : [{ ...miss(item, item.text, "not set", shown(there)), madeBy: lineOf(item.text, outcome) }];
}

function lineOf(path: string, { lineage }: CaseOutcome): Span | undefined {
  return lineage.findLast((one) => one.path === path || path.startsWith(`${one.path}.`))?.span;
}

/** What differs, with the path it differs at. Records are compared by the fields that are expected, lists item by item. */
function differences(there: Value, wanted: YamlNode, path: string, outcome: CaseOutcome): readonly Miss[] {
  if (wanted.kind === "map") {
    if (!isRecord(there) && !(there instanceof Money) && !(there instanceof FileValue))
      return [miss(wanted, path, shownNode(wanted), shown(there))];
    const record = isRecord(there) ? there : plainOf(there);
    return wanted.entries.flatMap(({ key, value }) =>
      differences(getPath(record, splitPath(key.text) ?? [key.text]), value, `${path}.${key.text}`, outcome),
    );
  }
  if (wanted.kind === "list") {
    if (!Array.isArray(there)) return [miss(wanted, path, shownNode(wanted), shown(there))];
    if (there.length !== wanted.items.length)
      return [miss(wanted, path, `${wanted.items.length} entries`, `${there.length}: ${shown(there)}`)];
    return wanted.items.flatMap((item, index) => differences(there[index], item, `${path}.${index + 1}`, outcome));
  }
  return isSame(there, wanted, outcome) ? [] : [miss(wanted, path, shownNode(wanted), shown(there))];
}

function plainOf(value: Money | FileValue): RecordValue {
  return value instanceof Money
    ? { amount: value.amount, currency: value.currency }
    : { name: value.name, type: value.type, size: value.size };
}

function isSame(there: Value, wanted: Extract<YamlNode, { kind: "scalar" }>, { fixtures }: CaseOutcome): boolean {
  if (wanted.value === null && wanted.style === "plain") return !isPresent(there);
  if (isDecimal(there)) {
    const number = fromText(wanted.text);
    return number !== undefined && equals(there, number);
  }
  if (typeof there === "boolean") return there === wanted.value;
  if (there instanceof Money)
    return (
      `${stringifyJson(there.amount)} ${there.currency}` === wanted.text ||
      isSame(there.amount, wanted, { fixtures } as CaseOutcome)
    );
  if (there instanceof FileValue) return there.name === wanted.text;
  if (!isRecord(there)) return there === wanted.text;
  const named = fixtures.records.get(wanted.text);
  return named !== undefined && there[named.fixture.kind.id] === named.record[named.fixture.kind.id];
}

function stepMisses(node: YamlNode, { outcome, typed, compiled }: Expecting): readonly Miss[] {
  const wanted = node.kind === "list" ? node.items : [node];
  const steps = stepsOf(outcome, typed, compiled);
  const names = wanted.map((item) =>
    item.kind === "map" ? (item.entries[0]?.key.text ?? "") : item.kind === "scalar" ? item.text : "",
  );
  const found = steps.map(({ name }) => name);
  if (names.join("\n") !== found.join("\n"))
    return unexpectedOr([miss(node, "the steps", names.join(", "), found.join(", ") || "none")], node, outcome);
  return wanted.flatMap((item, index) =>
    item.kind === "map" && item.entries[0] !== undefined
      ? differences(steps[index]?.body, item.entries[0].value, names[index] ?? "", outcome)
      : [],
  );
}

/** The flow's own writes, without those of the registers it needs. */
function stepsOf(
  outcome: CaseOutcome,
  typed: TypedIntegration,
  compiled: CompiledIntegration,
): readonly { readonly name: string; readonly body: RecordValue }[] {
  const { flow, fixture } = outcome;
  const needed = new Set(
    neededRegisters(typed, flow.name).flatMap((name) => {
      const to = compiled.registers.get(name)?.to;
      return to === undefined ? [] : [`${to.side}/${to.kind}`];
    }),
  );
  if (flow.kind !== "follow") needed.delete(`${flow.to.side}/${flow.to.kind}`);
  return outcome.written
    .filter(({ side, request }) => !needed.has(`${side}/${request.kind}`))
    .map((written) => ({
      name: isWriteBack(written, fixture.side, fixture.kind.kind) ? "write back" : stepName(written),
      body: written.request.body,
    }));
}

function isWriteBack({ side, request }: Written, sourceSide: string, sourceKind: string): boolean {
  return side === sourceSide && request.kind === sourceKind && request.operation === "update";
}

function stepName({ side, request }: Written): string {
  if (request.operation === "action") return `do ${request.action}`;
  return `${request.operation} ${side}/${request.kind}`;
}

function neededRegisters(typed: TypedIntegration, flow: string): readonly string[] {
  const found = typed.flows.get(flow);
  if (found === undefined || found.kind === "two-way register") return [];
  const names = new Set<string>();
  const take = (needs: readonly { readonly register: string }[]): void => {
    for (const { register } of needs) {
      if (names.has(register)) continue;
      names.add(register);
      for (const name of neededRegisters(typed, register)) names.add(name);
    }
  };
  take(found.level.needs);
  if (found.kind === "transfer") for (const step of found.steps) take(step.level.needs);
  if (found.kind === "transfer" || found.kind === "register") take(needsBelow(found.fields));
  return [...names];
}

type Fields = Extract<NonNullable<ReturnType<TypedIntegration["flows"]["get"]>>, { kind: "transfer" }>["fields"];

/** Prerequisites of single rows. */
function needsBelow(fields: Fields): readonly { readonly name: string; readonly register: string }[] {
  return fields.flatMap((field): readonly { readonly name: string; readonly register: string }[] => {
    if (field.kind === "block") return needsBelow(field.fields);
    if (field.kind === "list") return needsBelow(field.entries);
    if (field.kind !== "each") return [];
    return [...field.each.level.needs, ...(field.entry.kind === "block" ? needsBelow(field.entry.fields) : [])];
  });
}

/** `create`: made there. `link`: found and linked. `pass`: neither. */
function needMisses(name: string, node: YamlNode, { outcome, typed, compiled, report }: Expecting): readonly Miss[] {
  const flow = typed.flows.get(outcome.flow.name);
  const needs =
    flow === undefined || flow.kind === "two-way register"
      ? []
      : [
          ...flow.level.needs,
          ...(flow.kind === "transfer"
            ? [...flow.steps.flatMap((step) => step.level.needs), ...needsBelow(flow.fields)]
            : []),
        ];
  const need = needs.find((one) => one.name === name);
  const register = need === undefined ? undefined : compiled.registers.get(need.register);
  if (register === undefined) {
    const known = needs.map((one) => one.name);
    report("test-record-unknown", spanOfNode(node), { name, known }, { hints: didYouMean(name, known) });
    return [];
  }
  const created = outcome.written.some(
    ({ side, request }) =>
      side === register.to.side && request.kind === register.to.kind && request.operation === "create",
  );
  const linked = outcome.log.some((entry) => entry.flow === register.name && entry.code === "linked");
  const found = created ? "create" : linked ? "link" : "pass";
  return node.kind === "scalar" && node.text === found
    ? []
    : [miss(node, `the prerequisite ${name}`, shownNode(node), found)];
}

function sourceMisses(field: string, node: YamlNode, { outcome }: Expecting): readonly Miss[] {
  const { side, kind } = outcome.fixture;
  const backs = outcome.written.filter((written) => isWriteBack(written, side, kind.kind));
  const parts = splitPath(field) ?? [field];
  const there = backs.map(({ request }) => getPath(request.body, parts)).findLast((value) => value !== undefined);
  if (node.kind === "scalar" && node.text === "unchanged")
    return there === undefined ? [] : [miss(node, `${field} of the source`, "unchanged", shown(there))];
  return differences(there, node, `${field} of the source`, outcome);
}

function codeMisses(node: YamlNode, state: "refused" | "skipped" | "waiting", outcome: CaseOutcome): readonly Miss[] {
  const found = outcome.states.find((one) => one.state === state);
  const wanted = node.kind === "scalar" ? node.text : "";
  const isPassedOver =
    state === "skipped" && outcome.written.length === 0 && !outcome.states.some((one) => one.state === "refused");
  if (wanted === "true")
    return found !== undefined || isPassedOver ? [] : [miss(node, "the record", state, whatBecame(outcome))];
  if (found?.code === wanted) return [];
  return [miss(node, "the record", `${state} with ${wanted}`, whatBecame(outcome))];
}

function whatBecame(outcome: CaseOutcome): string {
  const [state] = outcome.states;
  if (state === undefined)
    return outcome.written.length === 0 ? "passed over" : outcome.written.map(stepName).join(", ");
  return state.code === undefined ? state.state : `${state.state} with ${state.code}: ${state.message}`;
}

/** What is said of the record; a follow that moves it says so in the log alone. */
function saidIn({ states, log, flow }: CaseOutcome): Pick<RecordState, "message" | "advice"> | undefined {
  const [state] = states;
  if (state !== undefined || flow.kind !== "follow") return state;
  return log.findLast((entry) => entry.flow === flow.name && entry.level === "warning");
}

function textMisses(node: YamlNode, what: string, found: string | undefined): readonly Miss[] {
  return node.kind === "scalar" && node.text === found ? [] : [miss(node, what, shownNode(node), found ?? "none")];
}

function miss(node: YamlNode, what: string, expected: string, found: string): Miss {
  return { span: spanOfNode(node), what, expected, found, madeBy: undefined };
}

const LONGEST = 200;

function shownNode(node: YamlNode): string {
  if (node.kind === "scalar") return node.value === null && node.style === "plain" ? "not set" : node.text;
  return cut(node.span.source.text.slice(node.span.start, node.span.end).replace(/\s+/g, " ").trim());
}

function shown(value: Value): string {
  if (value === undefined || value === null) return "not set";
  if (value instanceof Money) return `${stringifyJson(value.amount)} ${value.currency ?? ""}`.trim();
  if (value instanceof FileValue) return value.name;
  if (typeof value === "string") return value === "" ? '""' : value;
  return cut(
    JSON.stringify(value, (_key, part: unknown) =>
      isDecimal(part as Value) ? Number(stringifyJson(part as Value)) : part,
    ) ?? "",
  );
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
