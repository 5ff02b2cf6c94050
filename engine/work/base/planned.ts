import type { CompiledFlow, ItemName, Lineage, Said } from "../../compile/compiled.ts";
import type { RecordValue } from "../../value/value.ts";

/** One thing a plan says would happen; `lineage` gives the cause of each field. */
export interface PlannedAction {
  readonly flow: string;
  readonly action: "create" | "link" | "update" | "write back" | "refuse" | "wait" | "pass" | "nothing" | "step";
  readonly record: string;
  readonly label: string;
  readonly to: string;
  readonly target: string | undefined;
  readonly body: RecordValue | undefined;
  readonly before: RecordValue | undefined;
  readonly lineage: readonly Lineage[];
  readonly said: readonly Said[];
}

/** What one plan says so far. */
export class Planned {
  readonly actions: PlannedAction[] = [];
  readonly #records = new Set<string>();
  readonly #links = new Map<string, string>();

  add(action: PlannedAction): void {
    this.actions.push(action);
  }

  refused(flow: CompiledFlow, item: ItemName, said: readonly Said[]): void {
    this.add({
      flow: flow.name,
      action: "refuse",
      record: item.id,
      label: item.label,
      to: flow.kind === "follow" ? "" : `${flow.to.side}/${flow.to.kind}`,
      target: undefined,
      body: undefined,
      before: undefined,
      lineage: [],
      said,
    });
  }

  /** What a register would do with a record; said once, however many documents need the record. */
  decided(action: PlannedAction): void {
    const key = `${action.flow} ${action.record}`;
    if (this.#records.has(key)) return;
    this.#records.add(key);
    if (action.target !== undefined) this.#links.set(`${action.flow} ${action.target}`, action.record);
    this.add(action);
  }

  /** The source that this plan would link with a record of the other side. */
  sourceOf(register: string, target: string): string | undefined {
    return this.#links.get(`${register} ${target}`);
  }
}
