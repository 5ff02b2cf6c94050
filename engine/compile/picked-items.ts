import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { Evaluation, ItemName, Scene } from "./compiled.ts";
import { beginEvaluation, type EvaluationState, type FrameLayout } from "./evaluation-state.ts";
import { itemName } from "./item-name.ts";
import { orNothing } from "./or-nothing.ts";
import { saidOfFault } from "./say.ts";
import { textOf } from "./text-of.ts";

/** One item that a transfer carries, with its frame filled. */
export interface PickedItem {
  readonly state: EvaluationState;
  readonly name: ItemName;
  /** Where even its name could not be worked out. */
  readonly fault: Evaluation | undefined;
}

export type PickItems = (scene: Scene, record: RecordValue, traced: boolean) => readonly PickedItem[];

/** The picked items of a record, each with a frame of its own. */
export function compileItems(flow: TypedTransfer, layout: FrameLayout): PickItems {
  const pick = flow.pick === undefined ? undefined : compileBranching(flow.pick);
  const levels = flow.each.map(({ slot, list }) => ({ slot, list: compileBranching(list) }));
  const onceFor = flow.onceFor.map((typed) => compileBranching(typed));
  const begin = (
    scene: Scene,
    record: RecordValue,
    traced: boolean,
    trail: readonly TrailItem[],
  ): PickedItem | undefined => {
    const whole = itemName(flow.from, record);
    const state = beginEvaluation(layout, scene, record, whole.id, traced);
    enterTrail(state, trail);
    const positions = trail.map(({ position }) => position).join(".");
    try {
      if (pick !== undefined && pick(state.frame) !== true) return undefined;
      const id =
        onceFor.length > 0
          ? onceFor.map((evaluate) => textOf(evaluate(state.frame))).join("/")
          : positions === ""
            ? whole.id
            : `${whole.id}/${positions}`;
      state.frame.slots[layout.transferSlot] = { identity: `${scene.scope ?? ""}/${layout.flow}/${id}` };
      const label = positions === "" ? whole.label : `${whole.label} (${positions})`;
      return { state, name: { id, label }, fault: undefined };
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      return { state, name: whole, fault: { kind: "refused", item: whole, said: [saidOfFault(fault)] } };
    }
  };
  const trailsOf = (
    scene: Scene,
    record: RecordValue,
    traced: boolean,
    trail: readonly TrailItem[],
  ): readonly (readonly TrailItem[])[] => {
    const level = levels[trail.length];
    if (level === undefined) return [trail];
    const state = beginEvaluation(layout, scene, record, "", traced);
    enterTrail(state, trail);
    const entries = orNothing(() => level.list(state.frame));
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((value, index) =>
      trailsOf(scene, record, traced, [...trail, { slot: level.slot, value, position: index + 1 }]),
    );
  };
  if (levels.length === 0) {
    return (scene, record, traced) => {
      const item = begin(scene, record, traced, []);
      return item === undefined ? [] : [item];
    };
  }
  return (scene, record, traced) =>
    trailsOf(scene, record, traced, []).flatMap((trail) => begin(scene, record, traced, trail) ?? []);
}

/** One item of one `each`, and where it stood. */
interface TrailItem {
  readonly slot: number;
  readonly value: Value;
  readonly position: number;
}

function enterTrail(state: EvaluationState, trail: readonly TrailItem[]): void {
  for (const { slot, value, position } of trail) {
    state.frame.slots[slot] = value;
    state.frame.slots[slot + 1] = position;
  }
}

/** The item of this id, as the steps know it. */
export function itemNamed(id: string, items: readonly PickedItem[]): PickedItem | undefined {
  return items.find(({ name }) => name.id === id);
}
