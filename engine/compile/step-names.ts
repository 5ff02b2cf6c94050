import type { TypedStep } from "../mapping/tree/typed-flow.ts";
import { FileValue, type RecordValue, type Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import type { StepEntry } from "./step-entries.ts";
import { textOf } from "./text-of.ts";

/** What the write of a step is known by, so that it is done once: see `StepEvaluation`. */
export interface StepNames {
  readonly identity: string;
  readonly formerly: string | undefined;
}

/**
 * `once for` where it is said: then the write is done once for all documents that share it. Where the step stands among those
 * of other names is no part of it, so that one put before it does not make it a new one for documents that are on their way.
 */
export function compileStepNames({
  onceFor,
  index,
}: TypedStep): (state: EvaluationState, itemId: string, entry: StepEntry | undefined) => StepNames {
  if (onceFor.length > 0) {
    const parts = onceFor.map((typed) => compileBranching(typed));
    return ({ frame }) => ({
      identity: parts.map((evaluate) => textOf(evaluate(frame))).join("/"),
      formerly: undefined,
    });
  }
  return (_state, itemId, entry) => {
    const place = `${itemId}#${index + 1}`;
    if (entry === undefined) return { identity: itemId, formerly: place };
    const name = entryName(entry);
    return { identity: `${itemId}#${name}`, formerly: `${place}/${name}` };
  };
}

/** A file goes by its name and a record by its id, so that another one before it does not make it a new one. */
export function entryName({ entries, index }: StepEntry): string {
  const entry = entries[index];
  if (entry instanceof FileValue) {
    const earlier = entries.slice(0, index).filter((one) => one instanceof FileValue && one.name === entry.name);
    return earlier.length === 0 ? entry.name : `${earlier.length + 1} ${entry.name}`;
  }
  if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
    const record = entry as RecordValue;
    const id: Value = record["guid"] ?? record["id"];
    if (typeof id === "string" || typeof id === "number") return String(id);
  }
  return String(index + 1);
}
