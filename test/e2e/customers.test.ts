import { describe, expect, test } from "vitest";
import { indexed } from "../../sandbox/procountor/books.ts";
import { businessIdOf } from "../../sandbox/procountor/seed-books.ts";
import { type JsonRecord, recordAt } from "../../sandbox/server/json.ts";
import { flowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;

/** The customer's card in Severa. */
function cardOf(stage: Stage, number: number): JsonRecord {
  const guid = String(recordAt(stage.invoice(number), "customer")["guid"]);
  return stage.sandbox.state.severa.world.customers.must(guid);
}

/** Procountor's partners that came over the API. */
function madePartners(stage: Stage): readonly JsonRecord[] {
  return stage.sandbox.state.procountor.books.partners
    .all()
    .filter(({ made }) => made)
    .map(({ record }) => record);
}

function forgetPartners(stage: Stage): void {
  const { books } = stage.sandbox.state.procountor;
  for (const partner of [...books.partners.all()]) books.partners.remove(partner);
  books.byCustomerNumber.clear();
}

/** Somebody keeps a partner in Procountor. */
function addPartner(
  stage: Stage,
  partner: { readonly name: string; readonly number: string; readonly identifier: string },
): number {
  const { books } = stage.sandbox.state.procountor;
  const stored = books.partners.add(
    {
      name: partner.name,
      type: "CUSTOMER",
      address: { name: partner.name, street: "Kauppakatu 1", zip: "00100", city: "HELSINKI", country: "FINLAND" },
      invoicingInfo: {
        customerNumber: partner.number,
        identifier: partner.identifier,
        identifierType: "FI",
        language: "FINNISH",
      },
      paymentInfo: { paymentMethod: "BANK_TRANSFER", paymentTermDays: "14", currency: "EUR" },
      registryInfo: { active: true },
    },
    Date.now(),
    { made: false },
  );
  indexed(books.byCustomerNumber, partner.number, stored);
  return stored.id;
}

const other = "0112038-9"; // a real check digit, of somebody else

describe("customers travel with their invoices", () => {
  test("[PRO-CUS-01] a customer is created with the first invoice, once, and used by the next", async () => {
    await withSandbox({ sandbox: { invoices: 4, customers: 1 } }, async (stage) => {
      forgetPartners(stage);
      for (const number of [26002, 26003, 26004]) stage.edit(number, { status: "Draft" });
      const card = cardOf(stage, first);
      flowsOf(await stage.run());
      const [partner, ...more] = madePartners(stage);
      expect(more).toEqual([]);
      expect(partner).toMatchObject({
        name: card["name"],
        type: "CUSTOMER",
        invoicingInfo: { customerNumber: String(card["number"]), identifier: businessIdOf(String(card["vatNumber"])) },
        registryInfo: { active: true },
      });
      expect(stage.received(first)["partnerId"]).toBe(partner?.["id"]);

      for (const number of [26002, 26003]) stage.edit(number, { status: "Waiting for transfer to Procountor" });
      flowsOf(await stage.run());
      expect(madePartners(stage)).toHaveLength(1);
      for (const number of [26002, 26003]) expect(stage.received(number)["partnerId"]).toBe(partner?.["id"]);
    });
  });

  test("[PRO-CUS-01] a customer without an invoice to transfer is not created", async () => {
    await withSandbox({ sandbox: { invoices: 1, customers: 12 } }, async (stage) => {
      forgetPartners(stage);
      flowsOf(await stage.run());
      expect(madePartners(stage)).toHaveLength(1);
      expect(recordAt(madePartners(stage)[0] ?? {}, "invoicingInfo")["customerNumber"]).toBe(
        String(cardOf(stage, first)["number"]),
      );
    });
  });

  test("[PRO-CUS-01] where the settings do not allow it nothing is created, and the invoice says which setting", async () => {
    await withSandbox({ sandbox: { invoices: 1 }, demo: { createCustomers: false } }, async (stage) => {
      forgetPartners(stage);
      flowsOf(await stage.run());
      expect(madePartners(stage)).toEqual([]);
      expect(stage.count(first)).toBe(0);
      const error = await stage.errorOf(first);
      expect(error?.message).toContain(String(cardOf(stage, first)["name"]));
      expect(error?.message).toContain("Create customers in Procountor");
    });
  });

  test("[PRO-CUS-02] business ID and number both equal: that partner, also where creation is off", async () => {
    await withSandbox({ sandbox: { invoices: 1 }, demo: { createCustomers: false } }, async (stage) => {
      forgetPartners(stage);
      const card = cardOf(stage, first);
      addPartner(stage, { name: "Someone Else Oy", number: "99999", identifier: other });
      const id = addPartner(stage, {
        name: "A quite different name Oy",
        number: String(card["number"]),
        identifier: businessIdOf(String(card["vatNumber"])),
      });
      flowsOf(await stage.run());
      expect(stage.received(first)["partnerId"]).toBe(id);
      expect(madePartners(stage)).toEqual([]);
    });
  });

  test("[PRO-CUS-03] the same business ID under another number is no link: a new partner is made", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      forgetPartners(stage);
      const card = cardOf(stage, first);
      const identifier = businessIdOf(String(card["vatNumber"]));
      const old = addPartner(stage, { name: String(card["name"]), number: "777777", identifier });
      flowsOf(await stage.run());
      const [made] = madePartners(stage);
      expect(made).toMatchObject({ invoicingInfo: { customerNumber: String(card["number"]), identifier } });
      expect(stage.received(first)["partnerId"]).toBe(made?.["id"]);
      expect(stage.received(first)["partnerId"]).not.toBe(old);
    });
  });

  test("[PRO-CUS-03] nor is it linked where nothing may be created", async () => {
    await withSandbox({ sandbox: { invoices: 1 }, demo: { createCustomers: false } }, async (stage) => {
      forgetPartners(stage);
      const card = cardOf(stage, first);
      addPartner(stage, {
        name: String(card["name"]),
        number: "777777",
        identifier: businessIdOf(String(card["vatNumber"])),
      });
      flowsOf(await stage.run());
      expect(stage.count(first)).toBe(0);
      expect((await stage.errorOf(first))?.code).toBe("customer-creation-off");
    });
  });

  test.for([["the same name"], ["another name"]])(
    "[PRO-CUS-04] a number taken by another business ID, under %s: no link, no creation, an error with advice",
    async ([name]) => {
      await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
        forgetPartners(stage);
        const card = cardOf(stage, first);
        const customer = String(card["name"]);
        addPartner(stage, {
          name: name === "the same name" ? customer : "Muu Yritys Oy",
          number: String(card["number"]),
          identifier: other,
        });
        flowsOf(await stage.run());
        expect(madePartners(stage)).toEqual([]);
        expect(stage.count(first)).toBe(0);
        const logged = (await stage.log()).filter(({ level }) => level === "error");
        expect(logged).toHaveLength(1);
        expect(logged[0]?.message).toBe(
          `Could not add ${customer} to Procountor, because another partner ${customer} with the same number and different VAT number already exists there.`,
        );
        expect(logged[0]?.advice).toMatch(/form of the business ID/);
        expect(logged[0]?.advice).toMatch(/both systems agree/);
      });
    },
  );

  test("[PRO-CUS-05] a customer without business ID or number is an error naming the customer and the field", async () => {
    await withSandbox({ sandbox: { invoices: 3, customers: 3 } }, async (stage) => {
      const name = (number: number): string => String(recordAt(stage.invoice(number), "customer")["name"]);
      // Three invoices of three customers.
      const { customers } = stage.sandbox.state.severa;
      customers.forEach((customer, index) => {
        const party = { guid: customer.guid, name: customer.name, number: customer.number };
        stage.sandbox.state.severa.invoices.edit(
          index,
          {
            customer: party,
            billingCustomer: party,
            receiverVatNumber: customer.vatNumber,
            receiverCustomerName: customer.name,
          },
          Date.now(),
        );
      });
      stage.edit(26001, { customer: { vatNumber: null } });
      stage.edit(26002, { customer: { number: null } });
      flowsOf(await stage.run());
      const [idless, numberless] = [await stage.errorOf(26001), await stage.errorOf(26002)];
      expect(idless?.message).toContain(`Customer ${name(26001)} has no business ID.`);
      expect(numberless?.message).toContain(`Customer ${name(26002)} has no customer number.`);
      expect([stage.count(26001), stage.count(26002), stage.count(26003)]).toEqual([0, 0, 1]);
      expect(stage.statusOf(26001)).toBe("Waiting for transfer to Procountor");
    });
  });

  test("[PRO-CUS-05] a person's national ID stands in the place of a business ID", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      forgetPartners(stage);
      stage.edit(first, { customer: { vatNumber: "131052-308T" } });
      stage.edit(first, { receiverVatNumber: "131052-308T" });
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      expect(madePartners(stage)[0]).toMatchObject({ invoicingInfo: { identifier: "131052-308T" } });
      expect(stage.received(first)).toMatchObject({ counterParty: { identifier: "131052-308T" } });
    });
  });
});
