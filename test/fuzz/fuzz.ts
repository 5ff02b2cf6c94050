import { msOf } from "../attack.ts";
import { inputOf } from "./inputs.ts";
import type { Target } from "./targets.ts";

/** An input that broke a promise; `npm run fuzz -- --target TARGET --input SEED` takes it again. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly what: string;
}

/** What of it was done: inputs taken, milliseconds of the slowest. */
export interface Fuzzed {
  readonly inputs: number;
  readonly slowest: number;
}

export interface Watcher {
  readonly begins: (seed: number) => void;
  readonly finds: (finding: Finding) => void;
}

const MOST_MS = 1000;

export interface ToFuzz {
  readonly target: string;
  /** The number of the first input. */
  readonly first: number;
  readonly forMs: number;
}

/** Takes inputs of one target for so many milliseconds. */
export function fuzz(target: Target, asked: ToFuzz, { begins, finds }: Watcher): Fuzzed {
  const { first, forMs, target: name } = asked;
  const end = performance.now() + forMs;
  let slowest = 0;
  let seed = first;
  for (; performance.now() < end || seed === first; seed++) {
    begins(seed);
    const { ms, fault } = takeInput(target, seed);
    slowest = Math.max(slowest, ms);
    if (fault !== undefined) finds({ target: name, seed, what: fault });
    // What is loaded at its first use is not the input's.
    else if (ms > MOST_MS && takeInput(target, seed).ms > MOST_MS)
      finds({ target: name, seed, what: `takes ${Math.round(ms)} ms` });
  }
  return { inputs: seed - first, slowest };
}

export function takeInput(target: Target, seed: number): { readonly ms: number; readonly fault: string | undefined } {
  const text = inputOf(target, seed);
  let fault: string | undefined;
  const ms = msOf(() => {
    try {
      target.take(text);
    } catch (thrown) {
      fault =
        thrown instanceof Error
          ? (thrown.stack ?? thrown.message)
              .split("\n")
              .slice(0, 6)
              .map((line) => line.slice(0, 300))
              .join("\n")
          : `${thrown}`;
    }
  });
  return { ms, fault };
}

export function targetNamed(targets: Readonly<Record<string, Target>>, name: string): Target {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is no target ${name}; there are ${Object.keys(targets).join(", ")}`);
  return target;
}
