import type { CompiledFlow } from "../../compile/compiled.ts";
import { type Job, scopeOf } from "../base/job.ts";

/** A watermark is set back by this much, for clocks that differ and changes that became visible late. */
const OVERLAP_MS = 10 * 60_000;
const FULL_PASS_MS = 24 * 60 * 60_000;

/** How far each flow has come, and which records it could not settle on the way. */
export class Watermarks {
  readonly #job: Job;
  readonly #scope: string;
  readonly #planning: boolean;
  readonly #open = new Map<string, Set<string>>();

  constructor(job: Job, planning: boolean) {
    this.#job = job;
    this.#scope = scopeOf(job);
    this.#planning = planning;
  }

  /** Source records that an earlier run could not settle. */
  async open(flow: Pick<CompiledFlow, "name">): Promise<readonly string[]> {
    return [...(await this.#openOf(flow.name))];
  }

  async #openOf(flow: string): Promise<Set<string>> {
    const known =
      this.#open.get(flow) ?? new Set((await this.#job.store.memory.all(this.#scope, `open ${flow}`)).keys());
    this.#open.set(flow, known);
    return known;
  }

  /** Remembers a source record that is not settled, so that the next run reads it again; and forgets it when it is. */
  async noteOpen(flow: Pick<CompiledFlow, "name">, source: string, open: boolean): Promise<void> {
    const known = await this.#openOf(flow.name);
    if (this.#planning || known.has(source) === open) return;
    if (open) {
      known.add(source);
      await this.#job.store.memory.put(this.#scope, `open ${flow.name}`, source, "");
    } else {
      known.delete(source);
      await this.#job.store.memory.remove(this.#scope, `open ${flow.name}`, source);
    }
  }

  /** Where the last complete pass began, less the overlap; undefined before the first. */
  changedSince(flow: string): Promise<string | undefined> {
    return this.#job.store.cursors.get(this.#scope, flow, "changed");
  }

  /** Moves the watermark up to where this pass began, less the overlap. */
  async advance(flow: string, startedAt: number, full = false): Promise<void> {
    await this.#job.store.flush();
    await this.#job.store.cursors.set(this.#scope, flow, "changed", new Date(startedAt - OVERLAP_MS).toISOString());
    if (full) await this.#job.store.cursors.set(this.#scope, flow, "full", new Date(startedAt).toISOString());
  }

  /** Changes that a system does not date (a row's dimension, say) are found by a pass over everything once a day. */
  async isFullPassDue(flow: string): Promise<boolean> {
    const last = await this.#job.store.cursors.get(this.#scope, flow, "full");
    return last === undefined || this.#job.clock.now() - Date.parse(last) >= FULL_PASS_MS;
  }
}
