import { checkExpression, proofsOf, type Typed } from "../../language/check/check.ts";
import { compileExpression } from "../../language/closures/compile.ts";
import { locatedText } from "../../language/syntax/located-text.ts";
import { parseNeed } from "../../language/syntax/parse-clauses.ts";
import type { Frame, World } from "../../language/types/frame.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlEntry } from "../../source/yaml-tree.ts";
import { isRecord } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { Context, FlowHead } from "../context/context.ts";
import { type Keys, scalarOf } from "../context/keys.ts";
import type { Definition, Guard, Level, Need } from "../tree/level.ts";
import {
  checkCell,
  checkLookupCell,
  namesIn,
  namesInLookup,
  type Parsed,
  type ParsedLookup,
  parseCell,
  parseLookupCell,
} from "./expressions.ts";
import { readGuards } from "./sayings.ts";

export const LEVEL_KEYS = ["with", "let", "needs", "refuse"];

interface Pending {
  readonly name: string;
  readonly span: Span;
  readonly mentions: ReadonlySet<string>;
  /** Checks it in the scope, where all it mentions is defined by now, and defines it there. */
  readonly define: () => void;
}

/**
 * Reads `with`, `let`, `needs` and the guards of one level into `scope`. Definitions may stand in any order; each is
 * checked after those it mentions. The level's scope is what holds after its guards.
 */
export function readLevel(context: Context, keys: Keys, scope: Scope): Level {
  const definitions: Definition[] = [];
  const needs: Need[] = [];
  const pending = [
    ...(keys.mapOf("with")?.entries ?? []).flatMap((entry) => lookupOf(context, entry, scope, definitions)),
    ...(keys.mapOf("let")?.entries ?? []).flatMap((entry) => definedValue(context, entry, scope, definitions)),
    ...(keys.mapOf("needs")?.entries ?? []).flatMap((entry) => needOf(context, entry, scope, definitions, needs)),
  ];
  defineInOrder(context, pending, scope);
  const skip = readGuards(context, keys, "skip", scope);
  const afterSkip = narrowed(scope, skip, false);
  const waitUntil = readGuards(context, keys, "wait until", afterSkip);
  const afterWait = narrowed(afterSkip, waitUntil, true);
  const refuse = readGuards(context, keys, "refuse", afterWait);
  return { scope: narrowed(afterWait, refuse, false), definitions, needs, skip, waitUntil, refuse };
}

/** The scope in which what the guards prove is known. */
export function narrowed(scope: Scope, guards: readonly Guard[], holds: boolean): Scope {
  return guards.reduce((inner, guard) => inner.assume(proofsOf(guard.when, holds)), scope);
}

const LOOKUP =
  /^\s*((first|all)\s+)?[A-Za-z_][\w-]*\/[A-Za-z_]\w*\s*($|by\s)|^\s*linked\s+with\s|^\s*document\s+[\w-]+\s*$/;

function definedValue(context: Context, { key, value }: YamlEntry, scope: Scope, definitions: Definition[]): Pending[] {
  if (value.kind === "scalar" && LOOKUP.test(value.text)) {
    context.report("lookup-under-let", value.span, { name: key.text });
    return lookupOf(context, { key, value }, scope, definitions);
  }
  const parsed = parseCell(value, `"${key.text}"`, context.report);
  if (parsed === undefined) return [];
  const mentions = namesIn(parsed.expr);
  const define = () =>
    addDefinition(
      scope,
      definitions,
      { name: key.text, from: "let", span: key.span, mentions },
      checkParsed(context, parsed, scope),
    );
  return [{ name: key.text, span: key.span, mentions, define }];
}

function checkParsed(context: Context, parsed: Parsed, scope: Scope): Typed {
  return checkCell(parsed, { scope, report: context.report });
}

function lookupOf(context: Context, { key, value }: YamlEntry, scope: Scope, definitions: Definition[]): Pending[] {
  const parsed: ParsedLookup | undefined = parseLookupCell(value, `"${key.text}"`, context.report);
  if (parsed === undefined) return [];
  const mentions = namesInLookup(parsed.lookup);
  const define = () =>
    addDefinition(
      scope,
      definitions,
      { name: key.text, from: "with", span: key.span, mentions },
      checkLookupCell(context, parsed, scope),
    );
  return [{ name: key.text, span: key.span, mentions, define }];
}

function addDefinition(
  scope: Scope,
  definitions: Definition[],
  definition: Omit<Definition, "typed">,
  typed: Typed,
): void {
  scope.define(definition.name, typed, { span: definition.span });
  definitions.push({ ...definition, typed });
}

function needOf(
  context: Context,
  { key, value }: YamlEntry,
  scope: Scope,
  definitions: Definition[],
  needs: Need[],
): Pending[] {
  const scalar = scalarOf(value, `"${key.text}"`, context.report);
  if (scalar === undefined) return [];
  const text = locatedText(scalar);
  const parsed = parseNeed(text, context.report);
  if (parsed === undefined) return [];
  const { register } = parsed;
  const nameSpan = text.span(parsed.start, parsed.end);
  const mentions = namesIn(parsed.of);
  const define = () => {
    const typed = checkExpression(parsed.of, { text, scope, report: context.report });
    const head = registerHead(context, register, nameSpan);
    context.used.registers.add(register);
    const { type, identity } = neededRecord(context, head, typed);
    const need: Need = {
      name: key.text,
      register,
      of: typed,
      identity,
      reference: isReference(typed.type),
      span: key.span,
    };
    const evaluate = evaluateNeed(need);
    scope.defineValue(key.text, type, evaluate, { span: key.span });
    needs.push(need);
    definitions.push({ name: key.text, from: "needs", typed, span: key.span, mentions });
  };
  return [{ name: key.text, span: key.span, mentions, define }];
}

function registerHead(context: Context, register: string, span: Span): FlowHead | undefined {
  const head = context.flows.get(register);
  if (head !== undefined && (head.kind === "register" || head.kind === "two-way register")) return head;
  if (head === undefined && context.used.incomplete) return undefined;
  const known = [...context.flows.values()].filter((flow) => flow.kind.endsWith("register")).map((flow) => flow.name);
  return void context.report("register-unknown", span, { register, nearest: nearest(register, known) });
}

/** What a need gives: the record of the other side, absent where the register passes it over or there is none to ask for. */
function neededRecord(
  context: Context,
  head: FlowHead | undefined,
  of: Typed,
): { type: Type; identity: string | undefined } {
  const asked = of.type.kind === "optional" ? of.type.of : of.type;
  const shape = asked.kind === "record" ? asked.shape : undefined;
  if (head === undefined || asked.kind === "fault" || asked.kind === "unknown")
    return { type: { kind: "fault" }, identity: shape?.identity };
  if (shape === undefined) {
    context.report("need-not-record", of.text.span(of.expr.start, of.expr.end), { register: head.name });
    return { type: { kind: "fault" }, identity: undefined };
  }
  const wanted = sourceKinds(head);
  if (shape.kind !== undefined && wanted.length > 0 && !wanted.includes(shape.kind)) {
    context.report("need-other-kind", of.text.span(of.expr.start, of.expr.end), {
      register: head.name,
      wanted,
      found: shape.kind,
    });
    return { type: { kind: "fault" }, identity: shape.identity };
  }
  const target =
    head.kind === "register"
      ? head.to
      : head.sides.find((members) => !members.some((member) => member.schema.name === shape.kind))?.[0];
  if (target === undefined) return { type: { kind: "fault" }, identity: shape.identity };
  return { type: { kind: "optional", of: { kind: "record", shape: target.shape } }, identity: shape.identity };
}

function sourceKinds(head: FlowHead): readonly string[] {
  const kinds = head.kind === "register" ? [head.from] : head.sides.flat();
  return kinds.flatMap((kind) => (kind?.shape.kind === undefined ? [] : [kind.shape.kind]));
}

/** A record that another one only refers to holds its identity and little more. */
function isReference(type: Type): boolean {
  const asked = type.kind === "optional" ? type.of : type;
  return asked.kind === "record" && asked.shape.kind !== undefined && asked.shape.name !== asked.shape.kind;
}

/** The world of a flow answers needs; see `FlowWorld` of the compiled integration. */
interface NeedingWorld extends World {
  need(
    register: string,
    record: RecordValue,
    key: string,
    reference: boolean,
  ): { readonly state: string; readonly record?: RecordValue } | undefined;
}

function evaluateNeed(need: Need): (frame: Frame) => Value {
  let compiled: ((frame: Frame) => Value) | undefined;
  return (frame) => {
    compiled ??= compileExpression(need.of);
    const record = compiled(frame);
    if (!isRecord(record)) return undefined;
    const answer = (frame.world as NeedingWorld).need(need.register, record, needKey(need, record), need.reference);
    return answer?.record;
  };
}

/** Equal keys ask for the same record. */
export function needKey(need: Pick<Need, "register" | "identity">, record: RecordValue): string {
  const id = need.identity === undefined ? undefined : record[need.identity];
  return `need ${need.register} ${id === undefined || id === null ? JSON.stringify(record) : String(id)}`;
}

function defineInOrder(context: Context, pending: readonly Pending[], scope: Scope): void {
  const byName = new Map(pending.map((one) => [one.name, one]));
  const state = new Map<string, "open" | "done">();
  const visit = (one: Pending, path: readonly string[]): void => {
    const seen = state.get(one.name);
    if (seen === "done") return;
    if (seen === "open") {
      context.report("definition-cycle", one.span, { names: [...path.slice(path.indexOf(one.name)), one.name] });
      scope.defineValue(one.name, { kind: "fault" }, () => undefined, { span: one.span });
      return void state.set(one.name, "done");
    }
    state.set(one.name, "open");
    for (const name of one.mentions) {
      const other = byName.get(name);
      if (other !== undefined) visit(other, [...path, one.name]);
    }
    if (state.get(one.name) === "done") return;
    state.set(one.name, "done");
    if (!reportHiding(context, one, scope)) one.define();
  };
  for (const one of pending) {
    if (byName.get(one.name) !== one) context.report("name-twice", one.span, { name: one.name });
    else visit(one, []);
  }
}

/** No name may hide another: the reader could not tell which is meant. */
export function reportHiding(
  context: Context,
  named: { readonly name: string; readonly span: Span },
  scope: Scope,
): boolean {
  const hides = scope.lookup(named.name) !== undefined;
  if (hides) context.report("name-hides", named.span, { name: named.name });
  return hides;
}
