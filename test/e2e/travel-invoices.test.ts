import { describe, expect, test } from "vitest";
import { type JsonRecord, recordAt, recordsAt, textAt } from "../../sandbox/server/json.ts";
import { largeGif } from "../engine/files/attacks.ts";
import { codesOf, flowsOf, type Options, rowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 501;
const waiting = "Waiting for transfer to Procountor";

/** One travel invoice or more, and no sales invoice that waits. */
function withTravel(options: Options, work: (stage: Stage) => Promise<void>): Promise<void> {
  return withSandbox(
    {
      ...options,
      sandbox: { invoices: 1, travel: 1, ...options.sandbox },
      demo: { travel: true, updateUsers: false, ...options.demo },
    },
    async (stage) => {
      stage.edit(26001, { status: "Draft" });
      await work(stage);
    },
  );
}

function traveller(stage: Stage, number = first): JsonRecord {
  const { world } = stage.sandbox.state.severa;
  const found = world.travelReimbursements.all().find((record) => record["number"] === number);
  return world.users.must(String(recordAt(found ?? {}, "user")["guid"]));
}

function expenses(stage: Stage, number = first): readonly JsonRecord[] {
  const { world, travel } = stage.sandbox.state.severa;
  const guid = travel.find((seed) => seed.number === number)?.guid;
  return world.travelExpenses.all().filter((expense) => recordAt(expense, "travelReimbursement")["guid"] === guid);
}

function personOf(stage: Stage, user: JsonRecord): { readonly id: number; readonly record: JsonRecord } | undefined {
  return stage.sandbox.state.procountor.books.persons
    .all()
    .find(({ record }) => recordAt(record, "invoicingInfo")["identifier"] === user["socialSecurityNumber"]);
}

async function errorOf(stage: Stage, number = first): Promise<{ message: string; advice: string } | undefined> {
  const found = (await stage.unsolved()).find(
    ({ flow, label }) => flow === "travel-invoices" && label.startsWith(String(number)),
  );
  return found && { message: found.message ?? "", advice: found.advice ?? "" };
}

describe("travel invoices", () => {
  test("[PRO-TRV-01] from their status, in progress, with one file, to the status after transfer", async () => {
    await withTravel({ sandbox: { travel: 6 }, demo: { travel: true, updateUsers: true } }, async (stage) => {
      stage.editTravel(502, { status: "Approved" });
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      for (const number of [501, 503, 504, 505, 506]) {
        const invoice = stage.receivedTravel(number);
        expect(invoice["status"]).toBe("UNFINISHED");
        expect(stage.travelStatusOf(number)).toBe("Transferred to Procountor");
        expect(
          rowsOf(invoice).map(({ productCode, quantity, unitPrice }) => ({ productCode, quantity, unitPrice })),
        ).toEqual(
          expenses(stage, number).map((expense) => ({
            productCode: recordAt(expense, "travelExpense")["code"],
            quantity: expense["quantity"],
            unitPrice: recordAt(expense, "unitCost")["amount"],
          })),
        );
        const attached = recordsAt(invoice, "attachments");
        expect(attached.map(({ name }) => name)).toEqual([`travel-invoice-${number}.pdf`]);
        const bytes =
          stage.sandbox.state.procountor.books.attachmentBytes.get(Number(attached[0]?.["id"]))?.body ??
          Buffer.alloc(0);
        const receipts = expenses(stage, number).filter((expense) => expense["attachmentCount"] === 1).length;
        // The travel invoice itself is one page, and each receipt another.
        const { PDFDocument } = await import("@cantoo/pdf-lib");
        expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1 + receipts);
      }
      expect(stage.travelStatusOf(502)).toBe("Approved");
      expect(Object.keys(stage.sandbox.audit().invoices.travel)).not.toContain("502");
    });
  });

  test("the program as it is started joins the files, too", async () => {
    await withTravel({}, async (stage) => {
      expect(await stage.cli("run")).toMatchObject({ code: 0, err: "koppel run: demo/severa-procountor\n" });
      expect(await stage.unsolved()).toEqual([]);
      expect(recordsAt(stage.receivedTravel(first), "attachments").map(({ name }) => name)).toEqual([
        `travel-invoice-${first}.pdf`,
      ]);
    });
  });

  test("a receipt that would cost too much to read refuses its invoice alone, and is named", async () => {
    await withTravel({ sandbox: { travel: 6 } }, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      const receipts = (number: number) => {
        const guids = expenses(stage, number).map(({ guid }) => guid);
        return world.travelExpenseFiles.all().filter(({ travelExpenseGuid }) => guids.includes(travelExpenseGuid));
      };
      const number = [501, 503, 504, 505, 506].find((one) =>
        receipts(one).some(({ contentType }) => contentType === "image/gif"),
      );
      const receipt = receipts(number ?? 0).find(({ contentType }) => contentType === "image/gif") ?? {};
      const bomb = Buffer.from(largeGif());
      const name = String(receipt["name"]);
      world.files.set(String(receipt["fileGuid"]), { name, type: "image/gif", size: bomb.length, bytes: () => bomb });
      expect(await stage.cli("run")).toMatchObject({ code: 0, err: "koppel run: demo/severa-procountor\n" });
      expect((await stage.cli("log", "--open")).out).toContain(`${name} cannot be joined into one PDF: it has 12000 ×`);
      const unusable = (await stage.unsolved()).filter(({ code }) => code === "file-unusable");
      expect(unusable.map(({ label }) => Number.parseInt(label, 10))).toEqual([number]);
      const [other = 0] = [501, 503, 504].filter((one) => one !== number);
      expect(stage.travelStatusOf(other)).toBe("Transferred to Procountor");
    });
  });

  test("[PRO-TRV-01] the status in Procountor is a setting; an approved status may be the one to transfer from", async () => {
    const settings = { travelInvoices: { statusInProcountor: "RECEIVED", statusToTransfer: "Approved" } };
    await withTravel({ settings }, async (stage) => {
      stage.editTravel(first, { status: "Approved" });
      flowsOf(await stage.run());
      expect(stage.receivedTravel(first)["status"]).toBe("RECEIVED");
      expect(stage.travelStatusOf(first)).toBe("Transferred to Procountor");
    });
  });

  test.for([
    { field: "socialSecurityNumber", says: "personal identification number" },
    { field: "bankAccountNumber", says: "bank account number" },
  ])("[PRO-TRV-02] a user without $says: not transferred, and the log names both", async ({ field, says }) => {
    await withTravel({}, async (stage) => {
      stage.editTravel(first, { user: { [field]: null } });
      flowsOf(await stage.run());
      const user = traveller(stage);
      expect(stage.sandbox.audit().invoices.travel).toEqual({});
      expect(stage.travelStatusOf(first)).toBe(waiting);
      const logged = (await stage.log()).filter(({ level }) => level === "error").map(({ message }) => message);
      expect(logged).toEqual([`User ${user["firstName"]} ${user["lastName"]} has no ${says}.`]);
    });
  });

  test("[PRO-TRV-03] with the setting on, users are created and updated as persons", async () => {
    await withTravel({ demo: { travel: true, updateUsers: true } }, async (stage) => {
      const { users } = stage.sandbox.state.severa.world;
      const unknown = users.at(5);
      expect(personOf(stage, unknown)).toBeUndefined();
      flowsOf(await stage.run());
      expect(personOf(stage, unknown)?.record).toMatchObject({
        firstName: unknown["firstName"],
        lastName: unknown["lastName"],
        paymentInfo: { accountNumber: unknown["bankAccountNumber"] },
        registryInfo: { active: true, email: unknown["email"] },
      });
      const { persons } = stage.sandbox.state.procountor.books;
      const before = persons.all().length;
      const user = users.at(2);
      users.replace(
        String(user["guid"]),
        { ...user, lastName: "Uusinimi", bankAccountNumber: "FI2112345600000785" },
        Date.now(),
      );
      flowsOf(await stage.run());
      expect(personOf(stage, user)?.record).toMatchObject({
        lastName: "Uusinimi",
        paymentInfo: { accountNumber: "FI2112345600000785" },
      });
      expect(persons.all()).toHaveLength(before);
    });
  });

  test("[PRO-TRV-03] with the setting off, persons are left as they are", async () => {
    await withTravel({}, async (stage) => {
      const { users } = stage.sandbox.state.severa.world;
      const before = stage.sandbox.state.procountor.books.persons.all().map(({ record }) => record);
      const user = traveller(stage);
      users.replace(String(user["guid"]), { ...user, phone: "+358 1", lastName: "Uusinimi" }, Date.now());
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      expect(stage.sandbox.state.procountor.books.persons.all().map(({ record }) => record)).toEqual(before);
    });
  });

  test("[PRO-TRV-04] a code that Procountor's travel expense register lacks is named; codes of products do not count", async () => {
    await withTravel({}, async (stage) => {
      const { travelExpenseTypes, travelExpenses } = stage.sandbox.state.severa.world;
      const type = travelExpenseTypes.at(0);
      travelExpenseTypes.replace(String(type["guid"]), { ...type, code: "9000" }, Date.now());
      const [expense] = expenses(stage);
      if (expense === undefined) throw new Error("no expense");
      travelExpenses.replace(
        String(expense["guid"]),
        { ...expense, travelExpense: { ...recordAt(expense, "travelExpense"), code: "9000" } },
        Date.now(),
      );
      flowsOf(await stage.run());
      expect((await errorOf(stage))?.message).toContain("9000");
      expect((await errorOf(stage))?.message).toMatch(/travel expense register/);
      expect(stage.sandbox.audit().invoices.travel).toEqual({});

      const right = { ...recordAt(expense, "travelExpense"), code: "3001" };
      travelExpenses.replace(String(expense["guid"]), { ...expense, travelExpense: right }, Date.now());
      flowsOf(await stage.run());
      expect(await errorOf(stage)).toBeUndefined();
      expect(rowsOf(stage.receivedTravel(first))[0]?.["productCode"]).toBe("3001");
    });
  });

  test("[PRO-TRV-05] without the Travel invoices add-on the transfer cannot be switched on, and that is the reason", async () => {
    await withTravel({}, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      world.organizationDetails = { ...world.organizationDetails, activeAddons: ["RestApi"] };
      const { findings } = await stage.setUp();
      expect(codesOf(findings, "error")).toEqual(["travel-addon-missing"]);
      expect(findings.find(({ code }) => code === "travel-addon-missing")?.text).toMatch(
        /Travel invoices add-on is not active/,
      );
      expect((await stage.run()).kind).toBe("not-active");
      expect(stage.sandbox.audit().invoices.travel).toEqual({});

      stage.change({ travelInvoices: { transfer: false } });
      flowsOf(await stage.run());
      expect(stage.travelStatusOf(first)).toBe(waiting);
      stage.change({ travelInvoices: { transfer: true } });
      world.organizationDetails = { ...world.organizationDetails, activeAddons: ["TravelInvoices"] };
      flowsOf(await stage.run());
      expect(stage.receivedTravel(first)["type"]).toBe("TRAVEL_INVOICE");
    });
  });

  test("[PRO-TRV-06] the traveller is the person of the same personal identification number", async () => {
    await withTravel({}, async (stage) => {
      const user = traveller(stage);
      const { persons } = stage.sandbox.state.procountor.books;
      const person = personOf(stage, user);
      if (person === undefined) throw new Error("the seed has no person");
      // Somebody else has the same name and number.
      const stored = persons.must(person.id);
      persons.add(
        { ...stored.record, invoicingInfo: { ...recordAt(stored.record, "invoicingInfo"), identifier: "131052-308T" } },
        0,
        { made: false },
      );
      flowsOf(await stage.run());
      expect(stage.receivedTravel(first)["partnerId"]).toBe(person.id);
      expect(textAt(recordAt(stage.receivedTravel(first), "counterParty"), "identifier")).toBe(
        user["socialSecurityNumber"],
      );
    });
  });

  test("[PRO-TRV-06] one who cannot be linked is an error naming the user", async () => {
    await withTravel({}, async (stage) => {
      const user = traveller(stage);
      const { persons } = stage.sandbox.state.procountor.books;
      const person = persons.all().find(({ id }) => id === personOf(stage, user)?.id);
      if (person === undefined) throw new Error("the seed has no person");
      persons.replace(
        person,
        { ...person.record, invoicingInfo: { ...recordAt(person.record, "invoicingInfo"), identifier: "131052-308T" } },
        Date.now(),
      );
      flowsOf(await stage.run());
      expect((await errorOf(stage))?.message).toContain(`${user["firstName"]} ${user["lastName"]}`);
      expect((await errorOf(stage))?.advice).toMatch(/same personal identification number/);
      expect(stage.sandbox.audit().invoices.travel).toEqual({});
      expect(stage.travelStatusOf(first)).toBe(waiting);
    });
  });
});
