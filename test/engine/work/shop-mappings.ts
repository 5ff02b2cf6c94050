/** An invoice without look-ups, with what a test is about. */
export function invoices(
  change: { readonly head?: string; readonly fields?: string; readonly steps?: string; readonly onError?: string } = {},
): string {
  return `
transfer: invoices
title: Invoices
from: shop/order
to:   books/invoice
${change.head ?? "pick: status == settings.invoices.transfer"}
over: refuse
fields:
  type:           SALES
  originalNumber: { value: text(number), required: true }
  date:           date
${change.fields ?? ""}
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    each: row in rows
    fields:
      product:  { value: row.description, required: true }
      quantity: row.quantity
recognise by: originalNumber
${change.steps ?? "then:\n  - write back: { status: settings.invoices.done }"}
${change.onError ?? ""}
`;
}

/** Taken out again where its total is not that of the order, which is told to the order. */
export const verified = invoices({
  steps: `
then:
  - verify: abs((total.amount ?? 0) - (books.balance ?? 0)) <= 0.05
    else:   undo
    say:    totals-differ
  - write back: { status: settings.invoices.done }
`,
  onError: "on error:\n  write back: { note: text(number) }",
});

/** Each row of an order is an invoice of its own. */
export const rowwise = `
transfer: invoices
title: Rows
from: shop/order
each: line in rows
to:   books/invoice
pick: isTest == false
once for: [number, line.description]
over: refuse
fields:
  type:           SALES
  originalNumber: "{number}-{line.description}"
  date:           date
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    - fields:
        product:  { value: line.description, required: true }
        quantity: line.quantity
recognise by: originalNumber
then:
  - create: books/attachment
    each:   file in files
    once for: [number, file.name]
    fields:
      invoiceId: books.id
      name:      file.name
      file:      file
`;

/** The integration with nothing after the invoices. */
export const onlyInvoices = `
integration: shop-books
title: Shop and Books
systems:
  shop:  { connector: shop,  login: client }
  books: { connector: books, login: api key }
schedule: every 10 minutes
settings:
  partners:
    create: { title: Create partners, type: bool, default: true }
  invoices:
    title: Invoices
    transfer: { title: Status to be transferred, record: shop/orderStatus, required: true }
    done:     { title: Status after transfer,    record: shop/orderStatus, required: true }
    account:  { title: Bank account, record: books/account, required: true }
flows:
  - items
  - invoices
`;
