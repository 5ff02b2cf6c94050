import type { Typed } from "../../language/check/check.ts";
import { compileExpression } from "../../language/closures/compile.ts";
import type { Frame, Trace } from "../../language/types/frame.ts";
import type { Scope } from "../../language/types/scope.ts";
import { partsOf, type Term } from "../../language/types/term.ts";
import type { Field } from "../../language/types/type.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../tree/slots.ts";

const computedFields = new WeakSet<Field>();

/** A field of the integration's own stays known as one. */
export function markComputed(field: Field): void {
  computedFields.add(field);
}

/** Whether a field is one of the integration's own, worked out from others. */
export function isComputed(field: Field): boolean {
  return computedFields.has(field);
}

/** What is remembered of one evaluation: the costly computed values of each record. */
type Memo = Map<RecordValue, Map<Typed, Value>>;

/** How a computed field is read of a record: worked out once for a record and an evaluation, where that is costly. */
export function readingOf(typed: Typed, scope: Scope): Field["read"] {
  let evaluate: ((record: RecordValue, frame: Frame) => Value) | undefined;
  return (record, frame) => {
    evaluate ??= isCostly(typed.term) ? remembered(typed, scope) : inOwnFrame(typed, scope);
    return evaluate(record, frame);
  };
}

/** The frame is used over and over: no computed field needs itself, and an evaluation never waits. */
function inOwnFrame(typed: Typed, scope: Scope): (record: RecordValue, frame: Frame) => Value {
  const plain = compileExpression(typed);
  let noting: ReturnType<typeof compileExpression> | undefined;
  const slots: Value[] = new Array(scope.slotCount).fill(undefined);
  const own: { slots: Value[]; world: Frame["world"] | undefined; turns: number } = {
    slots,
    world: undefined,
    turns: 0,
  };
  const traced = (frame: Frame, trace: Trace): Value => {
    noting ??= compileExpression(typed, { trace: true });
    // What a computed field reads is no read of the cell: that has read the field.
    const noted: Frame = { slots, world: frame.world, trace: { read: () => {}, branch: (span) => trace.branch(span) } };
    return counted(noted, frame, noting);
  };
  return (record, frame) => {
    slots[SETTINGS_SLOT] = frame.slots[SETTINGS_SLOT];
    slots[MEMO_SLOT] = memoOf(frame) as unknown as Value;
    slots[SOURCE_SLOT] = record;
    if (frame.trace !== undefined) return traced(frame, frame.trace);
    own.world = frame.world;
    return counted(own as Frame, frame, plain);
  };
}

/** What is walked through in the one frame counts in that of the record. */
function counted(own: Frame, frame: Frame, evaluate: (own: Frame) => Value): Value {
  own.turns = frame.turns ?? 0;
  const value = evaluate(own);
  if (own.turns > 0) frame.turns = own.turns;
  return value;
}

function remembered(typed: Typed, scope: Scope): (record: RecordValue, frame: Frame) => Value {
  const evaluate = inOwnFrame(typed, scope);
  return (record, frame) => {
    const memo = memoOf(frame);
    let values = memo.get(record);
    if (values === undefined) {
      values = new Map();
      memo.set(record, values);
    }
    const known = values.get(typed);
    if (known !== undefined || values.has(typed)) return known;
    const value = evaluate(record, frame);
    values.set(typed, value);
    return value;
  };
}

/** What steps through a list, looks something up, or builds on other computed fields is worked out once. */
function isCostly(term: Term): boolean {
  if (term.op === "generator" || term.op === "lookup") return true;
  if (term.op === "field" && isComputed(term.field)) return true;
  return partsOf(term).some(isCostly);
}

/** The memo rides in a slot of its own, which no name can reach. */
function memoOf(frame: Frame): Memo {
  const there = frame.slots[MEMO_SLOT] as unknown as Memo | undefined;
  if (there !== undefined) return there;
  const memo: Memo = new Map();
  frame.slots[MEMO_SLOT] = memo as unknown as Value;
  return memo;
}
