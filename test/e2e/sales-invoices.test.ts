import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { businessIdOf } from "../../sandbox/procountor/seed-books.ts";
import { type Json, type JsonRecord, numberAt, recordAt, recordsAt } from "../../sandbox/server/json.ts";
import { flowsOf, rowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;
const waiting = "Waiting for transfer to Procountor";

/** Gives the invoice at `index` a customer of its own, whose card is then changed. */
function giveCustomer(stage: Stage, index: number, card: JsonRecord): void {
  const { customers, invoices } = stage.sandbox.state.severa;
  const customer = customers[index];
  if (customer === undefined) throw new Error(`there is no customer ${index}`);
  const party = { guid: customer.guid, name: customer.name, number: customer.number };
  const vat = { receiverVatNumber: customer.vatNumber, receiverCustomerName: customer.name };
  invoices.edit(index, { customer: party, billingCustomer: party, ...vat }, Date.now());
  stage.edit(first + index, { customer: card });
}

describe("which invoices are taken, and what becomes of them", () => {
  test("[PRO-INV-01] every ten minutes those in the status of the settings, and no other, move to the status after transfer", async () => {
    await withSandbox({ sandbox: { invoices: 4 } }, async (stage) => {
      const { world, invoices } = stage.sandbox.state.severa;
      for (const [place, name] of ["To the books", "In the books"].entries()) {
        const flags = { isActive: true, isReadOnly: true, hasInvoiceNumber: true, isSent: true, isPaid: false };
        world.invoiceStatuses.add(
          {
            guid: world.guid("invoiceStatus", 4 + place),
            name,
            ...flags,
            isDefault: false,
            sortOrder: 2.5 + place / 10,
          },
          0,
        );
      }
      stage.change({ salesInvoices: { statusToTransfer: "To the books", statusAfterTransfer: "In the books" } });
      stage.edit(26001, { status: "To the books" });
      stage.edit(26003, { status: "Draft" });
      stage.edit(26004, { status: "Paid" });
      const schedule = await stage.withJob(async (job) => job.integration.schedule);
      expect(schedule).toEqual({ minutes: 10 });

      flowsOf(await stage.run());
      expect(stage.count(26001)).toBe(1);
      expect(stage.statusOf(26001)).toBe("In the books");
      for (const [number, status] of [
        [26002, waiting],
        [26003, "Draft"],
        [26004, "Paid"],
      ] as const) {
        expect(stage.count(number)).toBe(0);
        expect(stage.statusOf(number)).toBe(status);
      }
      expect(stage.sandbox.audit().invoices.total).toBe(1);
      expect(invoices.size).toBeGreaterThan(4);
    });
  });
});

interface Field {
  /** Row of the documents' table. */
  readonly row: string;
  readonly path: string;
  readonly edit: JsonRecord;
  readonly settings?: JsonRecord;
  readonly value: Json | undefined;
}

const contacts = (sender: Json, receiver: Json): JsonRecord => ({
  senderContactName: sender,
  receiverContactName: receiver,
});
const languageOf = (code: string): JsonRecord => ({ language: { code, name: code, englishName: code } });
const plain = (plainText: string): JsonRecord => ({ plainText, value: plainText, text: plainText });

/** Every row of the documents' table `procountor.invoice` but the channel, which has a matrix of its own below. */
const fields: readonly Field[] = [
  {
    row: "counterParty.contactPersonName",
    path: "counterParty.contactPersonName",
    edit: contacts("Oma Olli", "Asiakas Aino"),
    value: "Oma Olli/Asiakas Aino",
  },
  {
    row: "counterParty.contactPersonName",
    path: "counterParty.contactPersonName",
    edit: contacts(null, "Asiakas Aino"),
    value: "Asiakas Aino",
  },
  {
    row: "counterParty.contactPersonName",
    path: "counterParty.contactPersonName",
    edit: contacts("Oma Olli", null),
    value: "Oma Olli",
  },
  {
    row: "counterParty.contactPersonName",
    path: "counterParty.contactPersonName",
    edit: contacts("Olli", "A".repeat(23)),
    value: `Olli/${"A".repeat(23)}`,
  },
  {
    row: "counterParty.contactPersonName",
    path: "counterParty.contactPersonName",
    edit: contacts("Olli O", "A".repeat(28)),
    value: "A".repeat(28),
  },
  {
    row: "counterParty.identifier",
    path: "counterParty.identifier",
    edit: { receiverVatNumber: "FI01120389" },
    value: "0112038-9",
  },
  {
    row: "counterParty.counterPartyAddress.name",
    path: "counterParty.counterPartyAddress.name",
    edit: { receiverCustomerName: "Nimi laskulla Oy" },
    value: "Nimi laskulla Oy",
  },
  {
    row: "counterParty.counterPartyAddress.street",
    path: "counterParty.counterPartyAddress.street",
    edit: { receiverAddress: { addressline: "Laskutie 5" } },
    value: "Laskutie 5",
  },
  {
    row: "counterParty.counterPartyAddress.city",
    path: "counterParty.counterPartyAddress.city",
    edit: { receiverAddress: { city: "Utsjoki" } },
    value: "Utsjoki",
  },
  {
    row: "counterParty.counterPartyAddress.zip",
    path: "counterParty.counterPartyAddress.zip",
    edit: { receiverAddress: { postalCode: "99981" } },
    value: "99981",
  },
  {
    row: "counterParty.counterPartyAddress.country",
    path: "counterParty.counterPartyAddress.country",
    edit: { receiverAddress: { country: "Norway" } },
    value: "NORWAY",
  },
  {
    row: "counterParty.counterPartyAddress.country",
    path: "counterParty.counterPartyAddress.country",
    edit: { receiverAddress: { country: "Finland" } },
    value: "FINLAND",
  },
  { row: "type", path: "type", edit: {}, value: "SALES_INVOICE" },
  { row: "originalInvoiceNumber", path: "originalInvoiceNumber", edit: {}, value: "26001" },
  { row: "date", path: "date", edit: { date: "2026-03-29", dueDate: "2026-04-12" }, value: "2026-03-29" },
  { row: "orderReference", path: "orderReference", edit: { orderNumber: "T-1" }, value: "T-1" },
  { row: "orderReference", path: "orderReference", edit: { orderNumber: null }, value: undefined },
  {
    row: "additionalInformation",
    path: "additionalInformation",
    edit: {
      ourReference: "Meiltä",
      yourReference: "Teiltä",
      notes: "Muistio",
      freeText1: plain("Yllä"),
      freeText2: plain("Alla"),
    },
    value: "Meiltä\nTeiltä\nMuistio\nYllä\nAlla",
  },
  {
    row: "additionalInformation",
    path: "additionalInformation",
    edit: { ourReference: null, yourReference: "Teiltä", notes: null, freeText1: null, freeText2: plain("Alla") },
    value: "Teiltä\nAlla",
  },
  {
    row: "paymentInfo.dueDate",
    path: "paymentInfo.dueDate",
    edit: { date: "2026-03-01", dueDate: "2026-03-01" },
    value: "2026-03-01",
  },
  {
    row: "paymentInfo.dueDate",
    path: "paymentInfo.dueDate",
    edit: { date: "2026-03-01", dueDate: "2028-11-24" },
    value: "2028-11-24",
  },
  { row: "penaltyPercent", path: "penaltyPercent", edit: { overdueInterest: 8.126 }, value: 8.13 },
  { row: "penaltyPercent", path: "penaltyPercent", edit: { overdueInterest: 11.5 }, value: 11.5 },
  { row: "status", path: "status", edit: {}, value: "UNFINISHED" },
  ...(
    [
      ["en", "ENGLISH"],
      ["fi", "FINNISH"],
      ["sv", "SWEDISH"],
      ["et", "ESTONIAN"],
      ["no", "NORWEGIAN"],
      ["nb", "NORWEGIAN"],
      ["da", "DANISH"],
    ] as const
  ).map(([code, value]) => ({ row: "language", path: "language", edit: languageOf(code), value })),
];

function at(record: JsonRecord, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, name) => (value as JsonRecord | undefined)?.[name], record);
}

describe("the fields of an invoice as Procountor receives them", () => {
  test("[PRO-INV-02] each row of the documents' table", async () => {
    await withSandbox({ sandbox: { invoices: fields.length, customers: 3 } }, async (stage) => {
      fields.forEach((field, index) => {
        const edit = field.row === "originalInvoiceNumber" ? {} : field.edit;
        if (Object.keys(edit).length > 0) stage.edit(first + index, edit);
      });
      flowsOf(await stage.run());
      expect((await stage.unsolved()).map(({ label, message }) => `${label}: ${message}`)).toEqual([]);
      const found = fields.map(
        ({ path }, index) => `${path} = ${JSON.stringify(at(stage.received(first + index), path))}`,
      );
      expect(found).toEqual(
        fields.map(
          ({ path, value }, index) =>
            `${path} = ${JSON.stringify(path === "originalInvoiceNumber" ? String(first + index) : value)}`,
        ),
      );
    });
  });

  test("[PRO-INV-02] the customer number is that of the card, the identifier that of the invoice", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.edit(first, { customer: { number: 4711 } });
      const card = stage.sandbox.state.severa.world.customers.must(
        String(recordAt(stage.invoice(first), "customer")["guid"]),
      );
      stage.edit(first, { receiverVatNumber: "FI01120389" });
      flowsOf(await stage.run());
      expect(at(stage.received(first), "counterParty.customerNumber")).toBe("4711");
      expect(at(stage.received(first), "counterParty.identifier")).toBe("0112038-9");
      expect(businessIdOf(String(card["vatNumber"]))).not.toBe("0112038-9");
    });
  });

  test("[PRO-INV-02] each row of the table of rows", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const row = {
        code: ["1001"],
        description: "Tuotteen nimi",
        quantity: 2.75,
        measurementUnit: "pv",
        unitPrice: { amount: 1234.56, currencyCode: "EUR" },
        vatRate: 14,
      };
      stage.edit(first, { rows: { 0: row } });
      flowsOf(await stage.run());
      expect(rowsOf(stage.received(first))[0]).toMatchObject({
        productCode: "1001",
        product: "Tuotteen nimi",
        quantity: 2.75,
        unit: "DAY",
        unitPrice: 1234.56,
        vatPercent: 14,
      });
      expect(rowsOf(stage.received(first))).toHaveLength(stage.sandbox.state.severa.invoices.rows(0).length);
    });
  });

  test("[PRO-INV-02] due dates outside 0 to 999 days and languages Procountor lacks are refused, naming them", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      stage.edit(26001, { date: "2026-03-01", dueDate: "2026-02-28" });
      stage.edit(26002, { date: "2026-03-01", dueDate: "2028-11-25" });
      stage.edit(26003, { language: { code: "de", name: "German", englishName: "German" } });
      flowsOf(await stage.run());
      expect((await stage.errorOf(26001))?.message).toContain("-1 days");
      expect((await stage.errorOf(26002))?.message).toContain("1000 days");
      expect((await stage.errorOf(26003))?.message).toContain("German");
      expect(stage.sandbox.audit().invoices.total).toBe(0);
    });
  });

  test("[PRO-INV-02] the fields under test are those of the documents' tables", (context) => {
    const path = resolve(import.meta.dirname, "..", "..", "..", "shared", "spec", "field-tables.yaml");
    if (!existsSync(path)) return context.skip();
    const tables = parse(readFileSync(path, "utf8")) as Record<string, { readonly rows: readonly JsonRecord[] }>;
    const rows = (tables["procountor.invoice"]?.rows ?? []).map(({ procountor }) => procountor);
    const covered = new Set([...fields.map(({ row }) => row), "invoiceChannel", "counterParty.customerNumber"]);
    expect(rows.filter((row) => !covered.has(String(row)))).toEqual([]);
    expect(tables["procountor.invoiceRows"]?.rows.map(({ procountor }) => procountor)).toEqual([
      "productCode",
      "productDescription",
      "quantity",
      "unit",
      "unitPrice",
      "accountingValueDimension",
      "vatPercent",
    ]);
  });
});

interface Channel {
  readonly electronic: boolean;
  readonly contact: string | null;
  readonly card: string | null;
}

const channels: readonly Channel[] = [true, false].flatMap((electronic) =>
  ["yhteys@asiakas.fi", null].flatMap((contact) =>
    ["kortti@asiakas.fi", null].map((card) => ({ electronic, contact, card })),
  ),
);

describe("how an invoice reaches the customer", () => {
  test.for([{ email: true }, { email: false }])(
    "[PRO-INV-03] the channel, with invoicing by e-mail $email",
    async ({ email }) => {
      await withSandbox(
        { sandbox: { invoices: channels.length + 1, customers: 12 }, settings: { salesInvoices: { email } } },
        async (stage) => {
          channels.forEach(({ electronic, contact, card }, index) => {
            const address = electronic
              ? { eInvoiceAddress: "003712345671", eInvoiceOperator: "DABAFIHH" }
              : { eInvoiceAddress: null, eInvoiceOperator: null };
            giveCustomer(stage, index, { ...address, email: card });
            stage.edit(first + index, { receiverContactEmail: contact, receiverAddress: { addressline: "Katu 1" } });
          });
          // No contact on the invoice at all.
          giveCustomer(stage, channels.length, {
            eInvoiceAddress: null,
            eInvoiceOperator: null,
            email: "kortti@asiakas.fi",
          });
          stage.edit(first + channels.length, {
            receiverContactGuid: null,
            receiverContactName: null,
            receiverContactEmail: null,
            receiverAddress: { addressline: "Katu 1" },
          });
          flowsOf(await stage.run());
          expect(await stage.unsolved()).toEqual([]);
          [...channels, { electronic: false, contact: null, card: "kortti@asiakas.fi" }].forEach(
            ({ electronic, contact, card }, index) => {
              const invoice = stage.received(first + index);
              const address = contact ?? card;
              const channel = electronic ? "ELECTRONIC_INVOICE" : email && address !== null ? "EMAIL" : "MAIL";
              expect({ index, channel: invoice["invoiceChannel"], email: at(invoice, "counterParty.email") }).toEqual({
                index,
                channel,
                email: channel === "EMAIL" ? address : undefined,
              });
              expect(at(invoice, "counterParty.einvoiceAddress")).toEqual(
                channel === "ELECTRONIC_INVOICE" ? { address: "003712345671", operator: "DABAFIHH" } : undefined,
              );
            },
          );
        },
      );
    },
  );

  test("[PRO-INV-03] the card is the billing customer's where that is another", async () => {
    await withSandbox({ sandbox: { invoices: 1 }, settings: { salesInvoices: { email: true } } }, async (stage) => {
      const { customers, world, invoices } = stage.sandbox.state.severa;
      const none = { eInvoiceAddress: null, eInvoiceOperator: null };
      giveCustomer(stage, 0, { ...none, email: "tilaaja@asiakas.fi" });
      const payer = world.customers.must(String(customers[1]?.guid));
      world.customers.replace(String(payer["guid"]), { ...payer, ...none, email: "maksaja@asiakas.fi" }, Date.now());
      const billingCustomer = { guid: payer["guid"], name: payer["name"], number: payer["number"] };
      invoices.edit(0, { billingCustomer, receiverContactEmail: null }, Date.now());
      flowsOf(await stage.run());
      expect(at(stage.received(first), "counterParty.email")).toBe("maksaja@asiakas.fi");
    });
  });

  test.for([{ addressline: null }, { addressline: " " }])(
    "[PRO-INV-03] an invoice by post needs a street, not $addressline",
    async ({ addressline }) => {
      await withSandbox({ sandbox: { invoices: 2 }, settings: { salesInvoices: { email: true } } }, async (stage) => {
        for (const index of [0, 1])
          giveCustomer(stage, index, {
            eInvoiceAddress: null,
            eInvoiceOperator: null,
            email: index === 0 ? null : "a@b.fi",
          });
        for (const number of [26001, 26002])
          stage.edit(number, { receiverContactEmail: null, receiverAddress: { addressline } });
        flowsOf(await stage.run());
        expect((await stage.errorOf(26001))?.message).toMatch(/goes by post and has no street address/);
        expect(stage.count(26001)).toBe(0);
        // By e-mail it needs none.
        expect(stage.received(26002)["invoiceChannel"]).toBe("EMAIL");
      });
    },
  );
});

describe("the status in Procountor", () => {
  test("[PRO-INV-04] it is in progress where the settings say nothing", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.change({ salesInvoices: { statusInProcountor: undefined } });
      flowsOf(await stage.run());
      expect(stage.received(first)["status"]).toBe("UNFINISHED");
      expect(stage.sandbox.state.procountor.books.transitions).toEqual([]);
    });
  });

  test("[PRO-INV-04] NOT_SENT: closed for editing with its attachments, and never sent by Procountor", async () => {
    await withSandbox(
      { sandbox: { invoices: 4 }, demo: { statusInProcountor: "NOT_SENT", attachments: "PDF" } },
      async (stage) => {
        flowsOf(await stage.run());
        flowsOf(await stage.run());
        for (const number of [26001, 26002, 26003, 26004]) {
          expect(stage.received(number)["status"]).toBe("NOT_SENT");
          expect(stage.statusOf(number)).toBe("Transferred to Procountor");
          expect(recordsAt(stage.received(number), "attachments").length).toBeGreaterThan(0);
        }
        expect(stage.sandbox.state.procountor.books.transitions.map(({ action }) => action)).toEqual(
          Array(4).fill("approve"),
        );
        expect([...stage.sandbox.state.calls.keys()].filter((call) => call.endsWith("/send"))).toEqual([]);
      },
    );
  });

  test("[PRO-INV-04] another word is no status of it: activation is refused", async () => {
    await withSandbox(
      { sandbox: { invoices: 1 }, settings: { salesInvoices: { statusInProcountor: "SENT" } } },
      async (stage) => {
        const report = await stage.run();
        expect(report.kind).toBe("not-active");
        expect(JSON.stringify(report)).toContain("statusInProcountor");
      },
    );
  });
});

describe("numbers and senders", () => {
  test("[PRO-INV-05] Procountor numbers the invoice; Severa's number is its originalInvoiceNumber", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      const next = stage.sandbox.state.procountor.books.nextInvoiceNumber();
      flowsOf(await stage.run());
      const invoices = [26001, 26002, 26003].map((number) => stage.received(number));
      expect(invoices.map((invoice) => numberAt(invoice, "invoiceNumber")).toSorted()).toEqual([
        next + 1,
        next + 2,
        next + 3,
      ]);
      expect(invoices.map((invoice) => invoice["originalInvoiceNumber"])).toEqual(["26001", "26002", "26003"]);
    });
  });

  test("[PRO-INV-10] Severa's own company and address are nowhere in what is sent", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      const ours = {
        senderName: "Oma Yhtiö Oyj",
        senderAddress: { addressline: "Omakatu 77", postalCode: "00987", city: "Omala" },
        senderVatNumber: "FI09876543",
      };
      stage.edit(first, ours);
      world.organizationDetails = {
        ...world.organizationDetails,
        name: "Oma Yhtiö Oyj",
        address: "Omakatu 77",
        city: "Omala",
      };
      flowsOf(await stage.run());
      const sent = JSON.stringify(stage.received(first));
      for (const text of ["Oma Yhtiö", "Omakatu", "00987", "Omala", "0987654"]) expect(sent).not.toContain(text);
    });
  });
});

type Attachments = "PDF" | "SPECIFICATION" | "NOT_SELECTED" | "NONE";
const cases = (["PDF", "SPECIFICATION", "NOT_SELECTED", "NONE"] as const).flatMap((setting) =>
  [true, false].flatMap((files) =>
    [true, false].flatMap((grouped) => [true, false].map((electronic) => ({ setting, files, grouped, electronic }))),
  ),
);

/** The invoice with two attachments of the seed, and a neighbour without. */
const withFiles = 3;
const withoutFiles = 2;

function expectedNames(setting: Attachments, files: boolean, grouped: boolean, number: number): readonly string[] {
  const attached = files ? ["tuntierittely-4.pdf", "kuva-4.gif"] : [];
  if (setting === "PDF") return [`invoice-${number}.pdf`, ...attached];
  if (setting === "SPECIFICATION") return [`specification-${number}.pdf`, ...attached];
  return setting === "NOT_SELECTED" && files && grouped ? [`specification-${number}.pdf`] : [];
}

describe("attachments", () => {
  test.for(cases)(
    "[PRO-INV-06] $setting, files $files, grouped rows $grouped, electronic $electronic",
    async ({ setting, files, grouped, electronic }) => {
      await withSandbox({ sandbox: { invoices: 4 }, demo: { attachments: setting } }, async (stage) => {
        const index = files ? withFiles : withoutFiles;
        const number = first + index;
        for (const other of [26001, 26002, 26003, 26004]) if (other !== number) stage.edit(other, { status: "Draft" });
        giveCustomer(
          stage,
          index,
          electronic
            ? { eInvoiceAddress: "003712345671", eInvoiceOperator: "DABAFIHH" }
            : { eInvoiceAddress: null, eInvoiceOperator: null, email: null },
        );
        stage.edit(number, { receiverContactEmail: null, receiverAddress: { addressline: "Katu 1" } });
        const how = grouped ? "Group" : "OneByOne";
        stage.sandbox.state.severa.invoices.editSettings(index, { workHourGrouping: how }, Date.now());
        flowsOf(await stage.run());
        const invoice = stage.received(number);
        expect(invoice["invoiceChannel"]).toBe(electronic ? "ELECTRONIC_INVOICE" : "MAIL");
        const attachments = recordsAt(invoice, "attachments");
        expect(attachments.map(({ name }) => name)).toEqual(expectedNames(setting, files, grouped, number));
        for (const { name, id, sendWithInvoice } of attachments) {
          expect(sendWithInvoice).toBe(true);
          const text =
            stage.sandbox.state.procountor.books.attachmentBytes.get(Number(id))?.body.toString("latin1") ?? "";
          // The picture of the invoice is in the whole PDF only.
          if (String(name).startsWith("invoice-")) expect(text).toContain("Part: All");
          if (String(name).startsWith("specification-")) expect(text).toContain("Part: AttachmentAndBreakdown");
        }
      });
    },
  );
});

describe("credit notes", () => {
  test("[PRO-INV-08] they go the same way, as sales invoices with negative amounts, from the default status of credit notes", async () => {
    await withSandbox({ sandbox: { invoices: 12 } }, async (stage) => {
      const number = first + 11;
      expect(stage.invoice(number)["isCreditNote"]).toBe(true);
      const status = stage.sandbox.state.severa.world.invoiceStatuses.all().find(({ name }) => name === waiting);
      expect(status?.["isDefaultForCreditNote"]).toBe(true);
      expect((await stage.setUp()).findings.filter(({ level }) => level === "error")).toEqual([]);
      flowsOf(await stage.run());
      const note = stage.received(number);
      expect(note["type"]).toBe("SALES_INVOICE");
      for (const row of rowsOf(note))
        expect((numberAt(row, "quantity") ?? 0) * (numberAt(row, "unitPrice") ?? 0)).toBeLessThan(0);
      const total = recordsAt(note, "invoiceSumInfo")[0]?.["excludingVatTotal"];
      expect(total).toBe(at(stage.invoice(number), "totalExcludingTax.amount"));
      expect(stage.statusOf(number)).toBe("Transferred to Procountor");
    });
  });
});

interface Limit {
  readonly field: string;
  readonly limit: number;
  readonly edit: (text: string) => JsonRecord;
  readonly path: string;
}

const limits: readonly Limit[] = [
  {
    field: "counterParty.contactPersonName",
    limit: 28,
    path: "counterParty.contactPersonName",
    edit: (text) => contacts(null, text),
  },
  {
    field: "counterParty.counterPartyAddress.name",
    limit: 80,
    path: "counterParty.counterPartyAddress.name",
    edit: (text) => ({ receiverCustomerName: text }),
  },
  {
    field: "counterParty.counterPartyAddress.street",
    limit: 80,
    path: "counterParty.counterPartyAddress.street",
    edit: (text) => ({ receiverAddress: { addressline: text } }),
  },
  {
    field: "counterParty.counterPartyAddress.city",
    limit: 40,
    path: "counterParty.counterPartyAddress.city",
    edit: (text) => ({ receiverAddress: { city: text } }),
  },
  {
    field: "counterParty.counterPartyAddress.zip",
    limit: 20,
    path: "counterParty.counterPartyAddress.zip",
    edit: (text) => ({ receiverAddress: { postalCode: text } }),
  },
  { field: "orderReference", limit: 70, path: "orderReference", edit: (text) => ({ orderNumber: text }) },
  {
    field: "additionalInformation",
    limit: 10_000,
    path: "additionalInformation",
    edit: (text) => ({ ourReference: null, yourReference: null, freeText1: null, freeText2: null, notes: text }),
  },
  { field: "invoiceRows.product", limit: 100, path: "", edit: (text) => ({ rows: { 0: { description: text } } }) },
];

describe("limits of texts", () => {
  test("[PRO-INV-09] a text of exactly its limit goes whole; one character more refuses the invoice with field, limit and length", async () => {
    await withSandbox({ sandbox: { invoices: 2 * limits.length, customers: 3 } }, async (stage) => {
      limits.forEach(({ limit, edit }, place) => {
        stage.edit(first + 2 * place, edit("x".repeat(limit)));
        stage.edit(first + 2 * place + 1, edit("x".repeat(limit + 1)));
      });
      flowsOf(await stage.run());
      for (const [place, { field, limit, path }] of limits.entries()) {
        const invoice = stage.received(first + 2 * place);
        expect(path === "" ? rowsOf(invoice)[0]?.["product"] : at(invoice, path), field).toBe("x".repeat(limit));
        const over = first + 2 * place + 1;
        expect(stage.count(over), field).toBe(0);
        const message = (await stage.errorOf(over))?.message ?? "";
        expect(message).toContain(field);
        expect(message).toContain(`${limit + 1} characters; ${limit} are allowed`);
        expect((await stage.errorOf(over))?.advice).toMatch(/Severa/);
      }
      expect(await stage.unsolved()).toHaveLength(limits.length);
    });
  });

  test("[PRO-INV-09] corrected in Severa, it goes", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.edit(first, { orderNumber: "x".repeat(71) });
      flowsOf(await stage.run());
      stage.edit(first, { orderNumber: "x".repeat(70) });
      flowsOf(await stage.run());
      expect(stage.received(first)["orderReference"]).toBe("x".repeat(70));
    });
  });
});
