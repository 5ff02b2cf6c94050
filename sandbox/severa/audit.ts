import { tally } from "../server/audit.ts";
import type { Audited, Counts, Document } from "../server/imitation.ts";
import { type JsonRecord, numberAt, recordAt } from "../server/json.ts";
import { statusAt } from "./invoices.ts";
import { travelStatusNames } from "./seed-settings.ts";
import type { Severa } from "./severa.ts";

export interface SeveraReport {
  readonly fees: Counts;
  readonly statusChanges: { readonly severaInvoices: number; readonly severaTravel: number };
  /** Documents still waiting for transfer. */
  readonly waiting: { readonly invoices: number; readonly travel: number };
}

/** What came over the API: fees, and documents that were moved past the transfer status. */
export function auditSevera(severa: Severa): Audited<SeveraReport> {
  const fees = tally(severa.createdFees.map((guid) => feeKey(severa.world.projectFees.must(guid))));
  return {
    created: { fees },
    released: released(severa),
    holds: () => false,
    report: {
      fees,
      statusChanges: { severaInvoices: severa.invoiceChanges.length, severaTravel: severa.travelChanges.length },
      waiting: waiting(severa),
    },
  };
}

function feeKey(fee: JsonRecord): string {
  return [
    recordAt(fee, "project")["guid"],
    fee["name"],
    fee["description"],
    fee["eventDate"],
    fee["quantity"],
    recordAt(fee, "unitPrice")["amount"],
    recordAt(fee, "unitCost")["amount"],
  ].join(" | ");
}

function released({ invoices, invoiceChanges, travelChanges, world }: Severa): readonly Document[] {
  return [
    ...invoiceChanges.flatMap(({ index, to }): readonly Document[] => {
      const number = invoices.numberOf(index);
      const past = to >= statusAt.transferred && invoices.statusOf(index) >= statusAt.transferred;
      return past && number !== null ? [{ kind: "invoice", number }] : [];
    }),
    ...travelChanges.flatMap(({ guid, to }): readonly Document[] => {
      const number = numberAt(world.travelReimbursements.must(guid), "number") ?? 0;
      return to === travelStatusNames.transferred ? [{ kind: "travel", number }] : [];
    }),
  ];
}

function waiting({ invoices, world }: Severa): SeveraReport["waiting"] {
  let count = 0;
  for (let index = 0; index < invoices.size; index += 1) if (invoices.statusOf(index) === statusAt.waiting) count += 1;
  const travel = world.travelReimbursements
    .all()
    .filter((record) => recordAt(record, "travelReimbursementStatus")["name"] === travelStatusNames.waiting);
  return { invoices: count, travel: travel.length };
}
