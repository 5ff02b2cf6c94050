import type { CompiledIntegration } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { EffectOutcome } from "../../effect/effect.ts";
import type { Span } from "../../source/span.ts";
import { StoreFault } from "../../store/store-fault.ts";
import { InternalFault } from "./internal-fault.ts";
import { type Setback, saidOfFaults, saidStandard } from "./said.ts";

/** The run is to end: nothing that has not begun is begun. */
export class RunStopped extends Error {
  constructor() {
    super("the run was stopped");
    this.name = "RunStopped";
  }
}

/** Thrown to end a run whose lease went to somebody else: nothing more may be written. */
export class LeaseLost extends Error {
  constructor() {
    super("another process has taken over this integration");
    this.name = "LeaseLost";
  }
}

/** Thrown to end a flow because the other side refuses the integration itself: no record is at fault. */
export class FlowBlocked extends Error {
  readonly system: string;
  constructor(system: string, reason: string) {
    super(reason);
    this.name = "FlowBlocked";
    this.system = system;
  }
}

/** Records in a row that are refused with the integration itself, or that a busy system does not give: then it is the system. */
const IN_A_ROW_MAX = 5;

/** Tells what is wrong with one record from what is wrong with a whole system, or with the run. */
export class Trouble {
  readonly #integration: CompiledIntegration;
  #blocked: { readonly fault: FlowBlocked; times: number } | undefined;
  #laterInARow = 0;

  constructor(integration: CompiledIntegration) {
    this.#integration = integration;
  }

  /** An effect that is not confirmed: refused with what is said of it, or to be looked at again by a later run. */
  of(outcome: Exclude<EffectOutcome, { kind: "confirmed" }>, system: string, span: Span, label = ""): Setback {
    switch (outcome.kind) {
      case "refused":
        return { kind: "refused", said: saidOfFaults(this.#integration, system, outcome.faults, span) };
      case "waiting":
        return { kind: "waiting", reason: outcome.reason };
      case "duplicate":
        return {
          kind: "refused",
          said: [saidStandard("duplicate-found", { record: label, targets: outcome.ids.join(", ") }, span)],
        };
      case "undecided":
        return { kind: "refused", said: [saidStandard("undecided", { record: label, reason: outcome.reason }, span)] };
      case "blocked":
        return this.#blockedBy(system, outcome.reason);
      case "lost":
        throw new LeaseLost();
    }
  }

  /** One record may be closed to us; several in a row mean that the system is, and end the flow. */
  #blockedBy(system: string, reason: string): Setback {
    const times = (this.#blocked?.times ?? 0) + 1;
    this.#blocked = { fault: new FlowBlocked(system, reason), times };
    if (times >= IN_A_ROW_MAX) throw this.#blocked.fault;
    return { kind: "waiting", reason: `${system}: ${reason}` };
  }

  /** Something arrived: the systems are there and let us in. */
  arrived(): void {
    this.#blocked = undefined;
    this.#laterInARow = 0;
  }

  /** The flow has come to its end: tells what kept its last records from arriving. */
  endFlow(): void {
    if (this.#blocked !== undefined) throw this.#blocked.fault;
  }

  /** What was thrown, as a fault of the record in hand; thrown again when it concerns more than that. */
  ofRecord(thrown: unknown): ReadFault {
    const isOfRun =
      thrown instanceof LeaseLost ||
      thrown instanceof FlowBlocked ||
      thrown instanceof RunStopped ||
      thrown instanceof StoreFault;
    if (isOfRun) throw thrown;
    if (!(thrown instanceof ReadFault)) return new InternalFault(thrown);
    if (thrown.kind === "blocked") throw thrown;
    if (thrown.kind === "later" && ++this.#laterInARow >= IN_A_ROW_MAX) throw thrown;
    return thrown;
  }
}

/** Why a flow ended early, for people. */
export function problemOf(fault: unknown): { readonly code: string; readonly text: string; readonly advice: string } {
  const advice = "Check the connection; the next run goes on where this one ended.";
  if (fault instanceof FlowBlocked)
    return { code: "system-blocked", text: `${fault.system}: ${fault.message}`, advice };
  if (fault instanceof ReadFault && !(fault instanceof InternalFault))
    return { code: "system-unreachable", text: fault.message, advice };
  const text = `a fault of Koppel's own: ${fault instanceof Error ? fault.message : String(fault)}`;
  return { code: "internal-fault", text, advice: "Report this to whoever looks after Koppel." };
}
