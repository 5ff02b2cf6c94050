import type { CompiledFlow, ItemName, Lineage, Said } from "../../compile/compiled.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";

/** One thing a plan says would happen; `lineage` gives the cause of each field. */
export interface PlannedAction {
  readonly flow: string;
  readonly action: "create" | "link" | "update" | "write back" | "refuse" | "wait" | "pass" | "nothing" | "step";
  readonly record: string;
  /** The id of the source record; that of the item where it is not known. */
  readonly source: string;
  readonly label: string;
  /** Fingerprint of the source record as it was looked at; empty where there was none to look at. */
  readonly sourceHash: string;
  readonly to: string;
  readonly target: string | undefined;
  readonly body: RecordValue | undefined;
  readonly before: RecordValue | undefined;
  readonly lineage: readonly Lineage[];
  readonly said: readonly Said[];
}

/** What all actions on one record have in common, with nothing said of them yet. */
export function plannedOf(
  flow: CompiledFlow,
  { id, label }: ItemName,
  record: RecordValue | undefined,
  source = id,
): Omit<PlannedAction, "action" | "to"> {
  return {
    flow: flow.name,
    record: id,
    source,
    label,
    sourceHash: record === undefined ? "" : stableHash(record),
    target: undefined,
    body: undefined,
    before: undefined,
    lineage: [],
    said: [],
  };
}

/** Actions that wait to be taken. Who has found more waits until there is room, so that a plan is as small as what is made of it. */
const ROOM = 64;

/** What one plan says: found out by its flows, and taken by one reader as it comes. */
export class Planned {
  readonly #records = new Set<string>();
  readonly #links = new Map<string, string>();
  #found: PlannedAction[] = [];
  #hasLeft = false;
  #tellReader: (() => void) | undefined;
  #waiting: (() => void)[] = [];

  /** Whether the reader has left: there is no use in finding out more. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** What is added together stays together. Resolves when there is room for more. */
  async add(...actions: readonly PlannedAction[]): Promise<void> {
    if (this.#hasLeft) return;
    this.#found.push(...actions);
    this.#tellReader?.();
    if (this.#found.length < ROOM) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** All that `work` adds, in its order, until it has ended. A reader who leaves earlier waits for what is under way. */
  async *during(work: () => Promise<void>): AsyncGenerator<PlannedAction, void> {
    let ended = false;
    const working = work().finally(() => {
      ended = true;
      this.#tellReader?.();
    });
    // Its failure is told below, when all that came before it has been taken.
    working.catch(() => {});
    try {
      for (;;) {
        const found = this.#take();
        yield* found;
        if (found.length > 0) continue;
        if (ended) break;
        await new Promise<void>((resolve) => {
          this.#tellReader = resolve;
        });
      }
    } finally {
      this.#hasLeft = true;
      this.#take();
      await working;
    }
  }

  #take(): readonly PlannedAction[] {
    const found = this.#found;
    const waiting = this.#waiting;
    this.#found = [];
    this.#waiting = [];
    for (const goOn of waiting) goOn();
    return found;
  }

  refused(
    flow: CompiledFlow,
    item: ItemName,
    said: readonly Said[],
    record: RecordValue,
    source: string,
  ): Promise<void> {
    const to = flow.kind === "follow" ? "" : `${flow.to.side}/${flow.to.kind}`;
    return this.add({ ...plannedOf(flow, item, record, source), action: "refuse", to, said });
  }

  /**
   * What a register would do with a record; said once, however many documents need the record. `way`: of records that stand
   * for the same one and may fill it otherwise, which it is; said once for each.
   */
  async decided(action: PlannedAction, way = ""): Promise<void> {
    const key = `${action.flow} ${action.record} ${way}`;
    if (this.#records.has(key)) return;
    this.#records.add(key);
    if (action.target !== undefined) this.#links.set(`${action.flow} ${action.target}`, action.record);
    await this.add(action);
  }

  /** The source that this plan would link with a record of the other side. */
  sourceOf(register: string, target: string): string | undefined {
    return this.#links.get(`${register} ${target}`);
  }
}
