import { Worker } from "node:worker_threads";
import type { Finding, Fuzzed, ToFuzz } from "./fuzz.ts";

export interface WatchedFuzz extends Fuzzed {
  readonly findings: readonly Finding[];
}

type Said = { readonly kind: "finding"; readonly finding: Finding } | { readonly kind: "done"; readonly done: Fuzzed };

interface Ended extends WatchedFuzz {
  /** The input at which the thread had to be ended, or ended by itself. */
  readonly at: number | undefined;
}

/** An input that takes so long by the clock on the wall never ends. */
const HANGS_MS = 20_000;
const MEGABYTES = 1024;

/** What the thread is given: where it writes the number of its input, and the module that exports its `targets`. */
export interface ThreadData {
  readonly at: BigInt64Array;
  readonly module: string;
}

/** Takes inputs in a thread of its own: one that never ends, or fills the memory, is named, and the rest is taken. */
export class WatchedFuzzing {
  readonly #module: string;
  readonly #hangsMs: number;
  #thread: Worker | undefined;
  readonly #at = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));

  constructor(module = "./targets.ts", hangsMs = HANGS_MS) {
    this.#module = module;
    this.#hangsMs = hangsMs;
  }

  async fuzz(asked: ToFuzz): Promise<WatchedFuzz> {
    const end = performance.now() + asked.forMs;
    const findings: Finding[] = [];
    let [inputs, slowest, first] = [0, 0, asked.first];
    for (;;) {
      const ended = await this.#part({ ...asked, first, forMs: Math.max(0, end - performance.now()) });
      findings.push(...ended.findings);
      inputs += ended.inputs;
      slowest = Math.max(slowest, ended.slowest);
      if (ended.at === undefined || performance.now() >= end) return { inputs, slowest, findings };
      first = ended.at + 1;
    }
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  #part(asked: ToFuzz): Promise<Ended> {
    Atomics.store(this.#at, 0, -1n);
    this.#thread ??= new Worker(new URL("fuzz-thread.ts", import.meta.url), {
      workerData: { at: this.#at, module: this.#module } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    const thread = this.#thread;
    return new Promise((answer) => {
      const findings: Finding[] = [];
      let [seen, since] = [-1, performance.now()];
      const watch = setInterval(() => {
        const seed = Number(Atomics.load(this.#at, 0));
        if (seed !== seen) [seen, since] = [seed, performance.now()];
        else if (seed >= 0 && performance.now() - since > this.#hangsMs)
          stop(`does not end within ${this.#hangsMs / 1000} s`);
      }, 100);
      const settle = (done: Fuzzed, at: number | undefined) => {
        clearInterval(watch);
        thread.off("message", hear).off("error", fail);
        answer({ ...done, findings, at });
      };
      const stop = (what: string) => {
        const seed = Number(Atomics.load(this.#at, 0));
        findings.push({ target: asked.target, seed, what });
        this.#thread = undefined;
        settle(
          { inputs: Math.max(0, seed - asked.first + 1), slowest: performance.now() - since },
          Math.max(seed, asked.first),
        );
        void thread.terminate();
      };
      const hear = (said: Said) => {
        if (said.kind === "finding") findings.push(said.finding);
        else settle(said.done, undefined);
      };
      const fail = (fault: unknown) => stop(`ends the thread: ${fault instanceof Error ? fault.message : fault}`);
      thread.on("message", hear).on("error", fail);
      thread.postMessage(asked);
    });
  }
}
