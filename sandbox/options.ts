import type { Faults } from "./server/faults.ts";

export interface SandboxOptions {
  /** Everything generated follows from it. Default 1. */
  readonly seed?: number;
  /** Sales invoices waiting for transfer, 1..100000. Default 40. */
  readonly invoices?: number;
  /** Default: one for every five invoices, at least 12 and at most 1000. */
  readonly customers?: number;
  /** Rate limits: 10 calls a second for Severa, 60 for Procountor. Default true. */
  readonly quota?: boolean;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: "127.0.0.1";
  /** Life of the access tokens. Default 3600. */
  readonly tokenSeconds?: number;
  /** Milliseconds until a record made over the API shows up in lists. Default 0. */
  readonly listLagMs?: number;
  readonly faults?: Partial<Faults>;
  /** Some records that must be refused; see `SandboxState.expected`. Default true. */
  readonly refusals?: boolean;
  /** Travel reimbursements waiting for transfer. Default 6. */
  readonly travel?: number;
  /** Purchase invoices in Procountor. Default 10. */
  readonly purchases?: number;
  /** The fiscal years before 2026 are closed. Default true. */
  readonly closedYears?: boolean;
  /** `originalInvoiceNumber` filters by part instead of by the whole. The vendor does not say which. Default false. */
  readonly partialNumberSearch?: boolean;
}

export type Settled = Required<Omit<SandboxOptions, "faults">> & { readonly faults: Partial<Faults> };

/** Fills in the defaults. Throws a `RangeError` that names the option and its bounds. */
export function settled(options: SandboxOptions): Settled {
  const invoices = whole("invoices", options.invoices ?? 40, 1, 100_000);
  return {
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
    travel: whole("travel", options.travel ?? 6, 0, 10_000),
    purchases: whole("purchases", options.purchases ?? 10, 0, 10_000),
    closedYears: options.closedYears ?? true,
    partialNumberSearch: options.partialNumberSearch ?? false,
  };
}

function whole(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(`${name} is a whole number from ${low} to ${high}, not ${value}`);
}
