import { isRecord, type JsonRecord, merged, recordAt } from "../server/json.ts";
import { expensesOf, moveExpenses } from "./routes-travel.ts";
import type { Severa } from "./severa.ts";

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

/**
 * The same for a travel reimbursement: `status` by name; `user` changes the traveller's card; `expenses` is a record of
 * places (from 0) and changes, where `travelExpense` may be `{code}`.
 */
export function editTravel({ world }: Severa, number: number, change: JsonRecord, now: number): JsonRecord | string {
  const record = world.travelReimbursements.all().find((entry) => entry["number"] === number);
  if (record === undefined) return `there is no travel reimbursement ${number}`;
  const guid = String(record["guid"]);
  const { status, user, expenses, ...members } = change;
  const place = world.travelStatuses.all().find((entry) => entry["name"] === status || entry["guid"] === status);
  if (status !== undefined && place === undefined) return `there is no travel reimbursement status ${status}`;
  const moved = place === undefined ? {} : { travelReimbursementStatus: { guid: place["guid"], name: place["name"] } };
  if (place !== undefined) moveExpenses(world, guid, place, now);
  if (isRecord(user)) {
    const traveller = String(recordAt(record, "user")["guid"]);
    world.users.replace(traveller, merged(world.users.must(traveller), user), now);
  }
  for (const [at, edit] of Object.entries(isRecord(expenses) ? expenses : {})) {
    const expense = expensesOf(world, guid)[Number(at)];
    if (expense === undefined || !isRecord(edit)) return `there is no expense ${at}`;
    const code = recordAt(edit, "travelExpense")["code"];
    const type = world.travelExpenseTypes.all().find((entry) => entry["code"] === code);
    if (code !== undefined && type === undefined) return `there is no travel expense type ${code}`;
    const { guid: typeGuid, name, expenseClass, includeTime } = type ?? {};
    const travelExpense =
      type === undefined ? {} : { travelExpense: { guid: typeGuid, name, expenseClass, includeTime, code } };
    world.travelExpenses.replace(String(expense["guid"]), merged(expense, { ...edit, ...travelExpense }), now);
  }
  return world.travelReimbursements.replace(guid, merged(record, { ...members, ...moved }), now);
}
