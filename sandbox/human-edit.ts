import { isRecord, type JsonRecord, recordAt } from "./server/json.ts";
import type { Severa } from "./severa/severa.ts";

/**
 * Edits an invoice as a person would in the user interface: members of the invoice; `status` by name; `customer` changes
 * the customer's card; `rows` is a record of row places (from 0) and changes; `files: false` takes the attachments off. Answers the invoice, or says what is wrong.
 */
export function editInvoice(severa: Severa, number: number, change: JsonRecord, now: number): JsonRecord | string {
  const index = severa.invoices.withNumber(number);
  if (index === undefined) return `there is no invoice ${number}`;
  const { status, customer, rows, files, ...members } = change;
  if (typeof status === "string") {
    const place = severa.world.invoiceStatuses
      .all()
      .findIndex((entry) => entry["name"] === status || entry["guid"] === status);
    if (place < 0) return `there is no invoice status ${status}`;
    severa.invoices.setStatus(index, place, now);
  }
  if (files === false) severa.invoices.removeFiles(index, now);
  if (Object.keys(members).length > 0) severa.invoices.edit(index, members, now);
  if (isRecord(customer)) {
    const guid = String(recordAt(severa.invoices.record(index), "customer")["guid"]);
    severa.world.customers.replace(guid, { ...severa.world.customers.must(guid), ...customer }, now);
    if (customer["number"] !== undefined)
      severa.invoices.edit(
        index,
        { customer: { number: customer["number"] }, billingCustomer: { number: customer["number"] } },
        now,
      );
  }
  if (isRecord(rows)) {
    for (const [place, edit] of Object.entries(rows)) {
      if (!isRecord(edit) || severa.invoices.rows(index)[Number(place)] === undefined)
        return `there is no row ${place}`;
      severa.invoices.editRow(index, Number(place), edit, now);
    }
  }
  return severa.invoices.record(index);
}
