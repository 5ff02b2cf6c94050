import type { Frame, Trace } from "../language/types/frame.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../mapping/tree/slots.ts";
import type { TypedRegister, TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { Span } from "../source/span.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { Lineage, Said, Scene } from "./compiled.ts";

/** One evaluation of one record: its frame, what is said of it, and where its values came from. */
export interface EvaluationState {
  readonly frame: Frame;
  readonly said: Said[];
  readonly lineage: Lineage[];
  /** Reads of the cell in hand; absent where nobody asked for the lineage. */
  readonly recorder: Recorder | undefined;
  /** Path of the entry in hand, ending in a dot: `invoiceRows.2.`; kept only with a recorder. */
  prefix: string;
  /** The same without positions: `invoiceRows.`. */
  base: string;
  /** Position of the entry in hand, from 1; 0 outside lists. */
  row: number;
}

/** Notes which source values the cell in hand reads, and which branches it takes. */
export class Recorder implements Trace {
  #sources: { readonly path: string; readonly value: Value }[] = [];
  readonly branch: (span: Span) => void;

  constructor(noteBranch: (span: Span) => void = () => {}) {
    this.branch = noteBranch;
  }

  read(path: string, value: Value): void {
    if (!this.#sources.some((source) => source.path === path)) this.#sources.push({ path, value });
  }

  /** What was read since the last time. */
  take(): readonly { readonly path: string; readonly value: Value }[] {
    const taken = this.#sources;
    this.#sources = [];
    return taken;
  }
}

/** Where the frames of a flow hold what an evaluation puts there itself. */
export interface FrameLayout {
  readonly slotCount: number;
  readonly transferSlot: number;
  readonly makingSlot: number;
  readonly flow: string;
}

/** The layout of a flow that makes a record from one source record. */
export function layoutOf(flow: TypedTransfer | TypedRegister): FrameLayout {
  const { name, root, transferSlot, making } = flow;
  return { slotCount: root.slotCount, transferSlot, makingSlot: making.slot, flow: name };
}

const blank: Value[][] = [];

/** A copy of what has been made once is several times cheaper than filling an array for each record. */
function blankSlots(count: number): Value[] {
  blank[count] ??= Array.from({ length: count }, () => undefined);
  return blank[count].slice();
}

/** What stands for the record being made: its fields are worked out when they are asked for. */
const MAKING: RecordValue = {};

/** The state in which nothing of a record has been worked out yet. */
export function beginEvaluation(
  layout: FrameLayout,
  scene: Scene,
  record: RecordValue,
  itemId: string,
  traced: boolean,
): EvaluationState {
  const slots = blankSlots(layout.slotCount);
  slots[SETTINGS_SLOT] = scene.settings;
  slots[MEMO_SLOT] = undefined;
  slots[SOURCE_SLOT] = record;
  slots[layout.transferSlot] = { identity: `${scene.scope ?? ""}/${layout.flow}/${itemId}` };
  if (layout.makingSlot >= 0) slots[layout.makingSlot] = MAKING;
  return evaluationOver(slots, scene, traced);
}

/** An evaluation over a frame whose slots are filled. */
export function evaluationOver(slots: Value[], scene: Scene, traced: boolean): EvaluationState {
  const recorder = traced ? new Recorder(scene.noteBranch) : undefined;
  const frame: Frame =
    recorder === undefined ? { slots, world: scene.world } : { slots, world: scene.world, trace: recorder };
  return { frame, said: [], lineage: [], recorder, prefix: "", base: "", row: 0 };
}
