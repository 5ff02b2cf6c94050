/** What a seeded record is meant to show, by the place of the invoice among those that wait for transfer. */
export type RefusalCase =
  | "customer without business ID"
  | "customer without number"
  | "paper invoice without street"
  | "order reference over 70 characters"
  | "unit that Procountor does not know"
  | "customer number taken by another business ID"
  | "closed fiscal period"
  | "business ID with a wrong check digit"
  | "attachment of a forbidden type"
  | "attachment over 10 MB"
  | "attachment with special characters in its name"
  | "row text over 100 characters"
  | "character outside Windows-1252";

/** The customer of such an invoice belongs to it alone where the fault is the customer's. */
export interface InvoiceCase {
  readonly case: RefusalCase;
  readonly ownCustomer: boolean;
  /** Refused only when attachments are transferred. */
  readonly attachments: boolean;
}

const order: readonly InvoiceCase[] = [
  { case: "customer without business ID", ownCustomer: true, attachments: false },
  { case: "customer without number", ownCustomer: true, attachments: false },
  { case: "paper invoice without street", ownCustomer: true, attachments: false },
  { case: "order reference over 70 characters", ownCustomer: false, attachments: false },
  { case: "unit that Procountor does not know", ownCustomer: false, attachments: false },
  { case: "customer number taken by another business ID", ownCustomer: true, attachments: false },
  { case: "closed fiscal period", ownCustomer: false, attachments: false },
  { case: "business ID with a wrong check digit", ownCustomer: true, attachments: false },
  { case: "attachment of a forbidden type", ownCustomer: false, attachments: true },
  { case: "attachment over 10 MB", ownCustomer: false, attachments: true },
  { case: "attachment with special characters in its name", ownCustomer: false, attachments: true },
  { case: "row text over 100 characters", ownCustomer: false, attachments: false },
  { case: "character outside Windows-1252", ownCustomer: false, attachments: false },
];

/** The cases that fit among so many invoices: every second one, beginning with the third. */
export function casesByInvoice(invoices: number): ReadonlyMap<number, InvoiceCase> {
  const result = new Map<number, InvoiceCase>();
  order.forEach((entry, index) => {
    const at = 2 + 2 * index;
    if (at < invoices) result.set(at, entry);
  });
  return result;
}
