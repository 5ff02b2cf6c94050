import { AsyncLocalStorage } from "node:async_hooks";
import { inBrief } from "../../value/in-brief.ts";
import { isRecord } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { LeftOut, LeftOutCode } from "./left-out.ts";
import { pendingName } from "./pending-ids.ts";
import type { PlannedAction } from "./planned.ts";
import { type SavedAction, sameText, savedAction } from "./saved-action.ts";

/** What a saved plan says of one record of a flow, in the order in which it is done. */
export interface ApprovedItem {
  readonly flow: string;
  readonly record: string;
  readonly source: string;
  readonly label: string;
  readonly actions: readonly SavedAction[];
}

/** Said of a prerequisite, after its name. */
export const NOT_ASKED_FOR = "was not needed: nothing that is carried asks for it";

/** Why an item is not carried. */
export type Difference = Pick<LeftOut, "code" | "text">;

/** The items of a saved plan that may be carried, and which of them have been. */
export class Approval {
  readonly #items: ReadonlyMap<string, ApprovedItem>;
  readonly #carried = new Set<string>();
  /** Ids of records made by this run, by the name that the plan has for them. */
  readonly #made = new Map<string, Value>();
  readonly #steps = new AsyncLocalStorage<true>();

  readonly #flows: ReadonlySet<string>;

  /** `flows`: those that the plan was made for; of others it has prerequisites at most. */
  constructor(items: Iterable<ApprovedItem>, flows: Iterable<string>) {
    this.#flows = new Set(flows);
    this.#items = new Map([...items].map((item) => [keyOf(item.flow, item.record), item]));
  }

  get items(): Iterable<ApprovedItem> {
    return this.#items.values();
  }

  /** Whether the plan has records of this register only because documents need them. */
  isNeededOnly(flow: string): boolean {
    return !this.#flows.has(flow);
  }

  has(flow: string, record: string): boolean {
    return this.#items.has(keyOf(flow, record));
  }

  carried(flow: string, record: string): void {
    this.#carried.add(keyOf(flow, record));
  }

  isCarried({ flow, record }: ApprovedItem): boolean {
    return this.#carried.has(keyOf(flow, record));
  }

  /** A record that the plan knew as one still to be made is there now. */
  made(register: string, source: string, id: Value): void {
    this.#made.set(pendingName(register, source), id);
  }

  /** What a step of a document that is made already needs is part of the step: of it the plan could not know all. */
  inStep<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#steps.run(true, work);
  }

  get isInStep(): boolean {
    return this.#steps.getStore() === true;
  }

  /** What the plan writes first of this record, if it does that to it; ids of what was made meanwhile are in it. */
  bodyOf(
    { flow, record }: Pick<ApprovedItem, "flow" | "record">,
    action: SavedAction["action"],
  ): RecordValue | undefined {
    const [first] = this.#items.get(keyOf(flow, record))?.actions ?? [];
    return first?.action === action ? (this.#withMade(first.body) as RecordValue | undefined) : undefined;
  }

  /**
   * Why what would be done now is not what was approved; undefined where it is the same. `byFields`: only what would be
   * written counts, not the source record as a whole.
   */
  difference(
    { flow, record }: Pick<ApprovedItem, "flow" | "record">,
    would: readonly PlannedAction[],
    byFields = false,
  ): Difference | undefined {
    const item = this.#items.get(keyOf(flow, record));
    if (item === undefined) return { code: "otherwise", text: `${record} is not in the plan.` };
    const now = would.filter(({ action }) => action !== "nothing").map(savedAction);
    const then = item.actions.map((action) => ({
      ...action,
      body: this.#withMade(action.body) as RecordValue | undefined,
    }));
    return differenceOf(item.label, then, now, byFields);
  }

  #withMade(value: Value): Value {
    if (this.#made.size === 0) return value;
    if (typeof value === "string") return this.#madeText(value);
    if (Array.isArray(value)) return value.map((one: Value) => this.#withMade(one));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#withMade(one)]));
  }

  #madeText(text: string): Value {
    return text.startsWith("new ") && this.#made.has(text) ? this.#made.get(text) : text;
  }
}

function keyOf(flow: string, record: string): string {
  return `${flow} ${record}`;
}

function differenceOf(
  label: string,
  then: readonly SavedAction[],
  now: readonly SavedAction[],
  byFields: boolean,
): Difference | undefined {
  const [was] = then;
  const [is] = now;
  const differs = (code: LeftOutCode, what: string): Difference => ({ code, text: `${label} ${what}.` });
  if (was === undefined) return differs("otherwise", "is not in the plan");
  if (is === undefined) return differs("not-due", byFields ? NOT_ASKED_FOR : "is not to be carried any more");
  const [said] = is.said;
  if (said?.code === "not-in-plan") return { code: "prerequisite", text: said.text };
  if (is.action === "refuse" && was.action !== "refuse")
    return { code: "otherwise", text: `${label} would be refused now: ${said?.text ?? "without a word"}` };
  if (is.action !== was.action || is.to !== was.to)
    return differs("otherwise", `was to be "${was.action} ${was.to}", and now would be "${is.action} ${is.to}"`);
  if (is.target !== was.target)
    return differs(
      "target-changed",
      `was to go to ${was.target ?? "none"}, and now would go to ${is.target ?? "none"}`,
    );
  const target = fieldThatDiffers(was.before, is.before);
  if (target !== undefined) return differs("target-changed", `stood otherwise on the other side: ${target}`);
  const field = fieldThatDiffers(was.body, is.body);
  if (field !== undefined) return differs("changed", `has changed since the plan: ${field}`);
  if (!byFields && was.sourceHash !== is.sourceHash) return differs("changed", "has changed since the plan");
  if (sameText(restOf(then)) !== sameText(restOf(now)))
    return differs("otherwise", "would be followed by something else than the plan says");
  return undefined;
}

/** What follows the first action, and what was said of the first. */
function restOf(actions: readonly SavedAction[]): Value {
  return actions.map(({ action, to, target, body, said }, index) =>
    index === 0
      ? said.map(({ code, text }) => [code, text])
      : [action, to, target, body, said.map(({ code, text }) => [code, text])],
  );
}

/** `invoiceRows.1.unitPrice was 100 and is 115`: the first field that is not the same. */
function fieldThatDiffers(was: Value, is: Value, path = ""): string | undefined {
  if (sameText(was) === sameText(is)) return undefined;
  const inner = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (Array.isArray(was) && Array.isArray(is)) {
    if (was.length !== is.length) return `${path} had ${was.length} entries and has ${is.length}`;
    return firstOf(was.map((one: Value, at) => fieldThatDiffers(one, is[at] as Value, inner(String(at + 1)))));
  }
  if (isRecord(was) && isRecord(is)) {
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return firstOf(names.map((name) => fieldThatDiffers(was[name], is[name], inner(name))));
  }
  return `${path === "" ? "it" : path} was ${inBrief(was)} and is ${inBrief(is)}`;
}

function firstOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined);
}
