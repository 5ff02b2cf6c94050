import { missingProductCodes } from "./procountor/seed-books.ts";
import type { RefusalCase } from "./severa/cases.ts";
import type { TravelCase } from "./severa/seed-travel.ts";
import type { Severa } from "./severa/severa.ts";

/** A seeded record that must not arrive in Procountor until a person has corrected it. */
export interface ExpectedRefusal {
  readonly kind: "invoice" | "travel";
  /** Severa's number of the document. */
  readonly number: number;
  readonly case: RefusalCase | TravelCase;
  /** Refused only when attachments are transferred. */
  readonly onlyWithAttachments: boolean;
}

export interface Expected {
  readonly refusals: readonly ExpectedRefusal[];
  /** Numbers of the sales invoices that wait for transfer at the start, refusals among them. */
  readonly waitingInvoices: readonly number[];
  readonly waitingTravel: readonly number[];
  /** Product codes that have to be created in Procountor on the way. */
  readonly missingProductCodes: readonly string[];
}

export function expectedOf(severa: Severa): Expected {
  const waitingInvoices = Array.from(
    { length: severa.world.options.invoices },
    (_, index) => severa.invoices.numberOf(index) ?? 0,
  );
  const invoices = [...severa.cases].map(
    ([index, entry]): ExpectedRefusal => ({
      kind: "invoice",
      number: waitingInvoices[index] ?? 0,
      case: entry.case,
      onlyWithAttachments: entry.attachments,
    }),
  );
  const travel = severa.travel.flatMap((seed): readonly ExpectedRefusal[] =>
    seed.case === undefined
      ? []
      : [{ kind: "travel", number: seed.number, case: seed.case, onlyWithAttachments: false }],
  );
  return {
    refusals: [...invoices, ...travel],
    waitingInvoices,
    waitingTravel: severa.travel.map((seed) => seed.number),
    missingProductCodes,
  };
}
