import { checkExpression, type Typed } from "../../language/check/check.ts";
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
import { scalarOf } from "../context/keys.ts";
import type { Definition, Need } from "../tree/level.ts";
import { namesIn } from "./mentioned-names.ts";
import type { PendingName } from "./pending-name.ts";

/** One entry of `needs`: `partner: customers for customer`. Its name gives the record of the other side. */
export function pendingNeed(
  context: Context,
  { key, value }: YamlEntry,
  scope: Scope,
  definitions: Definition[],
  needs: Need[],
): PendingName[] {
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
