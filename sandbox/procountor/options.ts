import { type ChosenOptions, whole } from "../server/options.ts";

/** What this system alone can be told. */
export interface ProcountorOptions {
  /** Purchase invoices in the books. Default 10. */
  readonly purchases?: number;
  /** The fiscal years before 2026 are closed. Default true. */
  readonly closedYears?: boolean;
  /** `originalInvoiceNumber` filters by part instead of by the whole. The vendor does not say which. Default false. */
  readonly partialNumberSearch?: boolean;
}

export type ProcountorChosen = ChosenOptions & Required<ProcountorOptions>;

export function chosenByProcountor(options: ChosenOptions & ProcountorOptions): ProcountorChosen {
  return {
    ...options,
    purchases: whole("purchases", options.purchases ?? 10, 0, 10_000),
    closedYears: options.closedYears ?? true,
    partialNumberSearch: options.partialNumberSearch ?? false,
  };
}
