import type { Faults } from "./faults.ts";

/** What the sandbox as a whole can be told. What one system alone can be told stands in its own folder. */
export interface CommonOptions {
  /** Everything generated follows from it. Default 1. */
  readonly seed?: number;
  /** Sales invoices waiting for transfer, 1..100000. Default 40. */
  readonly invoices?: number;
  /** Default: one for every five invoices, at least 12 and at most 1000. */
  readonly customers?: number;
  /** Each system's own limit of calls. Default true. */
  readonly quota?: boolean;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: "127.0.0.1";
  /** Life of the access tokens. Default 3600. */
  readonly tokenSeconds?: number;
  /** Milliseconds until a record made over the API shows up in lists. Default 0. */
  readonly listLagMs?: number;
  readonly faults?: Partial<Faults>;
  /** Some records that must be refused; see `expected`. Default true. */
  readonly refusals?: boolean;
}

export type ChosenOptions = Required<Omit<CommonOptions, "faults">> & { readonly faults: Partial<Faults> };

/** Fills in the defaults and keeps what is not common. Throws a `RangeError` that names the option and its bounds. */
export function chosen<Given extends CommonOptions>(options: Given): Given & ChosenOptions {
  const invoices = whole("invoices", options.invoices ?? 40, 1, 100_000);
  return {
    ...options,
    seed: whole("seed", options.seed ?? 1, 0, 0xffffffff),
    invoices,
    customers: whole(
      "customers",
      options.customers ?? Math.min(1000, Math.max(12, Math.ceil(invoices / 5))),
      1,
      20_000,
    ),
    quota: options.quota ?? true,
    port: whole("port", options.port ?? 0, 0, 65_535),
    host: "127.0.0.1",
    tokenSeconds: whole("tokenSeconds", options.tokenSeconds ?? 3600, 1, 86_400),
    listLagMs: whole("listLagMs", options.listLagMs ?? 0, 0, 3_600_000),
    faults: options.faults ?? {},
    refusals: options.refusals ?? true,
  };
}

/** The value of an option, or a `RangeError` that names it and its bounds. */
export function whole(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(`${name} is a whole number from ${low} to ${high}, not ${value}`);
}
