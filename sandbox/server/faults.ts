import { Random } from "../seed/random.ts";

/**
 * What can go wrong on the way.
 * - `lostRequest`: the connection breaks before anything is executed;
 * - `lostReply`: executed, then the connection breaks;
 * - `executeThenTimeout`: executed, never answered;
 * - `lateLanding`: never answered, executed after `ms`;
 * - `errorAfterEffect`: executed, answered with 500 and an HTML page;
 * - `storm429`: refused by the quota, not executed;
 * - `expiredToken`: refused as if the token had run out, not executed;
 * - `listLag`: records made from now on become visible in lists after `ms`;
 * - `htmlError`: 502 with an HTML page, not executed;
 * - `notJson`: executed, answered 200 with half a body;
 * - `slow`: executed after `ms`, answered properly.
 */
export const faultNames = [
  "lostRequest",
  "lostReply",
  "executeThenTimeout",
  "lateLanding",
  "errorAfterEffect",
  "storm429",
  "expiredToken",
  "listLag",
  "htmlError",
  "notJson",
  "slow",
] as const;

export type FaultName = (typeof faultNames)[number];

/** Where and how often. Without `probability` and `next` it strikes always. */
export interface FaultRule {
  /** A system's name. */
  readonly system?: string;
  /** Regular expression over `METHOD /path` below the base of the system, e.g. `^POST /invoices$`. */
  readonly route?: string;
  /** 0..1. */
  readonly probability?: number;
  /** The next so many matching requests, then never again. */
  readonly next?: number;
  /** Milliseconds for `lateLanding`, `listLag` and `slow`. */
  readonly ms?: number;
}

/** `null` or an empty list switches a fault off. */
export type Faults = { readonly [Name in FaultName]: FaultRule | readonly FaultRule[] | null };

interface Armed {
  readonly rule: FaultRule;
  readonly pattern: RegExp | undefined;
  left: number;
}

export interface Struck {
  readonly name: FaultName;
  readonly ms: number;
}

const defaultMs: Partial<Record<FaultName, number>> = { lateLanding: 500, listLag: 1000, slow: 200 };

/** The faults of one sandbox. Draws come from the seed, in the order of the requests. */
export class FaultBox {
  readonly #armed = new Map<FaultName, readonly Armed[]>();
  readonly #random: Random;
  /** How often each fault has struck. */
  readonly struck = new Map<FaultName, number>();

  constructor(seed: number, faults: Partial<Faults>) {
    this.#random = new Random(seed ^ 0x5eed);
    this.set(faults);
  }

  /** Replaces the rules of the named faults; the others stay. Throws a `TypeError` that names what is wrong. */
  set(faults: Partial<Faults>): void {
    for (const [name, value] of Object.entries(faults)) {
      if (!isFaultName(name)) throw new TypeError(`no fault is called ${name}; there are ${faultNames.join(", ")}`);
      const rules = value === null || value === undefined ? [] : Array.isArray(value) ? value : [value as FaultRule];
      const armed = (rules as readonly FaultRule[]).map(arm);
      if (armed.length === 0) this.#armed.delete(name);
      else this.#armed.set(name, armed);
    }
  }

  /** The fault that strikes this request, drawn once. `listLag` never strikes a request: it is asked for by `lag`. */
  strike(system: string, method: string, path: string): Struck | undefined {
    if (this.#armed.size === 0) return undefined;
    for (const name of faultNames) {
      if (name === "listLag") continue;
      const struck = this.#draw(name, system, `${method} ${path}`);
      if (struck !== undefined) return struck;
    }
    return undefined;
  }

  /** Milliseconds after which what this request makes shows up in lists. */
  lag(system: string, method: string, path: string): number {
    if (method === "GET" || path.endsWith("/token")) return 0;
    return this.#draw("listLag", system, `${method} ${path}`)?.ms ?? 0;
  }

  #draw(name: FaultName, system: string, line: string): Struck | undefined {
    for (const armed of this.#armed.get(name) ?? []) {
      if (armed.rule.system !== undefined && armed.rule.system !== system) continue;
      if (armed.pattern !== undefined && !armed.pattern.test(line)) continue;
      if (armed.left <= 0) continue;
      const probability = armed.rule.probability ?? 1;
      if (probability < 1 && this.#random.next() >= probability) continue;
      armed.left -= 1;
      this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
      return { name, ms: armed.rule.ms ?? defaultMs[name] ?? 0 };
    }
    return undefined;
  }

  /** The rules as they stand, counters included. */
  view(): Readonly<Record<string, readonly FaultRule[]>> {
    const entries = [...this.#armed].map(([name, rules]) => [
      name,
      rules.map((armed) =>
        armed.left === Number.POSITIVE_INFINITY ? armed.rule : { ...armed.rule, next: armed.left },
      ),
    ]);
    return Object.fromEntries(entries) as Record<string, readonly FaultRule[]>;
  }
}

function arm(rule: FaultRule): Armed {
  if (typeof rule !== "object" || rule === null)
    throw new TypeError("a fault is a record with system, route, probability, next, ms");
  if (rule.probability !== undefined && !(rule.probability >= 0 && rule.probability <= 1)) {
    throw new TypeError(`the probability of a fault lies between 0 and 1, not ${rule.probability}`);
  }
  const pattern = rule.route === undefined ? undefined : new RegExp(rule.route);
  return { rule, pattern, left: rule.next ?? Number.POSITIVE_INFINITY };
}

function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name);
}
