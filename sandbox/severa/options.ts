import { type ChosenOptions, whole } from "../server/options.ts";

/** What this system alone can be told. */
export interface SeveraOptions {
  /** Travel reimbursements waiting for transfer. Default 6. */
  readonly travel?: number;
}

export type SeveraChosen = ChosenOptions & Required<SeveraOptions>;

export function chosenBySevera(options: ChosenOptions & SeveraOptions): SeveraChosen {
  return { ...options, travel: whole("travel", options.travel ?? 6, 0, 10_000) };
}
