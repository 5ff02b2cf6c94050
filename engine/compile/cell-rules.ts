import { readsOf } from "../language/closures/lineage.ts";
import type { Cell } from "../mapping/tree/field-node.ts";
import { isBlank } from "../value/equality.ts";
import type { Value } from "../value/value.ts";
import type { BuildOptions } from "./record-outline.ts";
import { type Shaper, shaperFor } from "./values.ts";

/** Stands for a cell that leaves its field alone, so that an update does not clear it. */
export const OMITTED: Value = Object.freeze({ omitted: true });

/** What becomes of a rule's value, however the rule itself is evaluated. */
export interface CellRules {
  /** Undefined where the value goes as it is. */
  readonly shape: Shaper | undefined;
  /** What stands for an absent or blank value. */
  readonly absent: null | undefined;
  /** The word `empty` is told to the other side; a create has nothing to clear. */
  readonly keepsEmpty: boolean;
  /** A word or text that the rule says outright and that there is nothing to ask about. */
  readonly fixed: string | undefined;
}

export function cellRules(cell: Cell, { mode, sourceSide }: BuildOptions): CellRules {
  const shape = shaperFor({ cell, reads: sourceReads(cell), sourceSide });
  // An update clears what has become absent.
  const clears = mode === "update" && cell.update === "always" && !cell.target.required && cell.when === undefined;
  return {
    shape,
    absent: clears ? null : undefined,
    keepsEmpty: mode !== "create",
    fixed: cell.when === undefined && shape === undefined ? fixedText(cell) : undefined,
  };
}

function fixedText(cell: Cell): string | undefined {
  const { term } = cell.value;
  return term.op === "constant" && typeof term.value === "string" && !isBlank(term.value) ? term.value : undefined;
}

/** What a rule reads of the source, as one finds it there. */
export function sourceReads(cell: Cell): readonly string[] {
  return [...readsOf(cell.value)].filter((path) => !path.startsWith("settings."));
}
