import type { RefusalCase } from "./cases.ts";
import type { TravelCase } from "./seed-travel.ts";
import type { Severa } from "./severa.ts";

/** A seeded record that must not arrive elsewhere until a person has corrected it. */
export interface ExpectedRefusal {
  readonly kind: "invoice" | "travel";
  readonly number: number;
  readonly case: RefusalCase | TravelCase;
  /** Refused only when attachments are transferred. */
  readonly onlyWithAttachments: boolean;
}

export interface SeveraExpected {
  readonly refusals: readonly ExpectedRefusal[];
  /** Numbers of the sales invoices that wait for transfer at the start, refusals among them. */
  readonly waitingInvoices: readonly number[];
  readonly waitingTravel: readonly number[];
}

export function expectedOf(severa: Pick<Severa, "world" | "invoices" | "cases" | "travel">): SeveraExpected {
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
  };
}
