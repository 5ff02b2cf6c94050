import { msOf } from "../attack.ts";
import { inputOf } from "./inputs.ts";
import { targets } from "./targets.ts";

/** An input that broke a promise; `npm run fuzz -- --target TARGET --input SEED` takes it again. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly what: string;
}

export interface Fuzzed {
  readonly inputs: number;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
  readonly findings: readonly Finding[];
}

const MOST_MS = 1000;

/** Takes inputs of one target, counted from `first`, for so many milliseconds. */
export function fuzz(target: string, first: number, forMs: number): Fuzzed {
  const end = performance.now() + forMs;
  const findings: Finding[] = [];
  let slowest = 0;
  let seed = first;
  for (; performance.now() < end || seed === first; seed++) {
    const { ms, fault } = takeInput(target, seed);
    slowest = Math.max(slowest, ms);
    if (fault !== undefined) findings.push({ target, seed, what: fault });
    // What is loaded at its first use is not the input's.
    else if (ms > MOST_MS && takeInput(target, seed).ms > MOST_MS)
      findings.push({ target, seed, what: `takes ${Math.round(ms)} ms` });
  }
  return { inputs: seed - first, slowest, findings };
}

export function takeInput(name: string, seed: number): { readonly ms: number; readonly fault: string | undefined } {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is no target ${name}; there are ${Object.keys(targets).join(", ")}`);
  const text = inputOf(target, seed);
  let fault: string | undefined;
  const ms = msOf(() => {
    try {
      target.take(text);
    } catch (thrown) {
      fault =
        thrown instanceof Error ? (thrown.stack ?? thrown.message).split("\n").slice(0, 6).join("\n") : `${thrown}`;
    }
  });
  return { ms, fault };
}
