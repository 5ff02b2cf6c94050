import type { Scope } from "../../language/types/scope.ts";
import { readLevel } from "../cells/read-level.ts";
import { rootScope } from "../cells/root-scope.ts";
import { transferShape } from "../cells/transfer-shape.ts";
import type { Context } from "../context/context.ts";
import { Keys } from "../context/keys.ts";
import type { Cell, FieldNode } from "../tree/field-node.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { Level } from "../tree/level.ts";
import type { Making } from "../tree/making-record.ts";
import { MakingRecord } from "../tree/making-record.ts";
import type { Sourced, TypedFlow } from "../tree/typed-flow.ts";
import { kindAt } from "./at-key.ts";
import { type FlowFile, flowBase, readTargetFields } from "./flow-file.ts";

/** The beginning of a flow that makes a record of one kind from a record of another. */
export interface SourcedFlow {
  readonly keys: Keys;
  /** The rest of the file is read in this one: it knows which side the flow comes from. */
  readonly context: Context;
  /** What goes into the typed flow as it is. */
  readonly head: TypedFlow & Omit<Sourced, "level"> & { readonly to: KindUse; readonly root: Scope };
}

/** Reads the names, the kinds and the source record; undefined when there is no telling what is made of what. */
export function openSourcedFlow(
  outer: Context,
  file: FlowFile,
  what: string,
  known: readonly string[],
): SourcedFlow | undefined {
  const keys = new Keys(file.map, what, known, outer.report);
  const from = kindAt(outer, keys, "from");
  const to = kindAt(outer, keys, "to");
  if (from === undefined || to === undefined) return undefined;
  const context: Context = { ...outer, fromSide: from.side };
  const root = rootScope(context, { name: from.side, shape: from.shape });
  const transferSlot = root.declare(
    "transfer",
    { kind: "record", shape: transferShape },
    { description: "this transfer" },
  );
  return { keys, context, head: { ...flowBase(file, keys), from, to, root, transferSlot } };
}

/** The record that is made, with the names that hold before its fields. */
export interface Made {
  readonly making: Making;
  readonly level: Level;
  readonly over: "cut" | "refuse" | undefined;
  readonly fields: readonly FieldNode[];
}

/** `update`: of a register, what its fields do once their record is there. */
export function readMade({ keys, context, head }: SourcedFlow, scope: Scope, update: Cell["update"]): Made {
  const { to } = head;
  const making = declareMaking(scope, to);
  const level = readLevel(context, keys, scope);
  const over = keys.word("over", ["cut", "refuse"]);
  keys.need("fields");
  const place = { context, kind: to, path: "", scope: level.scope, over, update, inRegister: update !== undefined };
  return { making, level, over, fields: readTargetFields(keys, "fields", place, making) };
}

/** Declares the record that is being made under the name of its side. */
function declareMaking(scope: Scope, to: KindUse): Making {
  const record = new MakingRecord(to);
  const slot = scope.declare(
    to.side,
    { kind: "record", shape: record.shape },
    { description: "the record that is being made" },
  );
  return { slot, record };
}
