import type { SavedAction } from "../../work/base/saved-action.ts";
import type { Total } from "./totals.ts";

/**
 * A saved plan is a text of JSON lines: the head, one line for each thing that would be done, and the foot. Another number
 * means that lines mean something else; further members may come without one.
 */
export const PLAN_FORMAT = 1;

export interface PlanHead {
  readonly "koppel-plan": typeof PLAN_FORMAT;
  /** ISO datetime. */
  readonly made: string;
  /** The version of Koppel. */
  readonly program: string;
  readonly scopes: readonly ScopeHead[];
}

/** What a plan of one company's integration rests on. Hashes tell whether something is the same, and not what it is. */
export interface ScopeHead {
  /** `<company>/<integration>`. */
  readonly scope: string;
  readonly company: string;
  readonly integration: string;
  /** Those that the plan is about, in their order. */
  readonly flows: readonly string[];
  /** It is one of named records: what was refused as it is is tried again. */
  readonly named: boolean;
  /** By what it belongs to: `mappings/sales-invoices.yaml`, `the setting email`, `the connection of severa` … */
  readonly restsOn: Readonly<Record<string, string>>;
}

export interface PlanItem extends SavedAction {
  readonly scope: string;
}

export interface PlanCount {
  readonly scope: string;
  readonly flow: string;
  readonly action: SavedAction["action"];
  readonly count: number;
}

export interface PlanFoot {
  readonly items: number;
  readonly counts: readonly PlanCount[];
  readonly totals: readonly Total[];
}

/** The file is no plan that can be carried here. */
export class PlanFault extends Error {
  readonly advice: readonly string[];
  constructor(message: string, ...advice: readonly string[]) {
    super(message);
    this.name = "PlanFault";
    this.advice = advice;
  }
}

/** What the file's lines come to, as people name the plan: the first digits of their hash. */
export function planIdOf(hash: string): string {
  return hash.slice(0, 12);
}
