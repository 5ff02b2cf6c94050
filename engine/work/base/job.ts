import type { CompiledIntegration, KindRef } from "../../compile/compiled.ts";
import type { Clock, System } from "../../http/system.ts";
import type { SystemSchema } from "../../schema/system-schema.ts";
import type { Store } from "../../store/store.ts";

/** One integration of one company, connected: everything a plan, a run or a set-up needs. */
export interface Job {
  /** The company's key in the workspace, and the name shown to people. */
  readonly company: string;
  readonly title: string;
  /** IANA zone of the company's calendar dates. */
  readonly timezone: string;
  /** With unit hierarchy: the business unit whose documents go through this company. Absent: all of them do. */
  readonly unit: string | undefined;
  /** Units of all companies that this integration is set up for. */
  readonly configuredUnits: readonly string[];
  readonly integration: CompiledIntegration;
  /** By the integration's name of the side. */
  readonly schemas: ReadonlyMap<string, SystemSchema>;
  readonly systems: ReadonlyMap<string, System>;
  /** As written in the workspace. */
  readonly settings: unknown;
  /** What the person who set it up has confirmed, e.g. that an older integration has ended. */
  readonly confirmed: readonly string[];
  readonly store: Store;
  readonly clock: Clock;
  /** Names the process in leases and runs; unique. */
  readonly owner: string;
  /** Documents in flight at once. */
  readonly concurrency: number;
  readonly progress: Progress;
}

/** What a run tells while it goes on. */
export type Progress = (event: {
  readonly flow: string;
  readonly phase: "listing" | "carrying" | "done";
  readonly taken: number;
  readonly total?: number;
  readonly refused?: number;
}) => void;

export const silent: Progress = () => {};

/** `<company>/<integration>`: what the store keeps apart. */
export function scopeOf(job: Pick<Job, "company" | "integration">): string {
  return `${job.company}/${job.integration.name}`;
}

export function systemOf(job: Pick<Job, "systems">, kind: Pick<KindRef, "side">): System {
  const system = job.systems.get(kind.side);
  if (system === undefined) throw new Error(`no connection for the side ${kind.side}`);
  return system;
}
