import { describe, expect, test } from "vitest";
import type { Finding } from "../../engine/work/set-up/finding.ts";
import { type JsonRecord, merged, recordAt } from "../../sandbox/server/json.ts";
import { codesOf, flowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;
const waiting = "Waiting for transfer to Procountor";

function change(
  register: {
    readonly all: () => readonly JsonRecord[];
    readonly replace: (guid: string, record: JsonRecord, now: number) => unknown;
  },
  name: string,
  edit: JsonRecord,
): void {
  const record = register.all().find((entry) => entry["name"] === name);
  if (record === undefined) throw new Error(`there is no ${name}`);
  register.replace(String(record["guid"]), { ...record, ...edit }, Date.now());
}

/** The findings that refuse activation; and that a run then does nothing at all. */
async function refusals(stage: Stage): Promise<readonly Finding[]> {
  const { findings } = await stage.setUp();
  const errors = findings.filter(({ level }) => level === "error");
  const report = await stage.run();
  if (errors.length > 0) {
    expect(report.kind).toBe("not-active");
    expect(stage.sandbox.audit().invoices.total).toBe(0);
    expect(stage.sandbox.audit().waiting.invoices).toBeGreaterThan(0);
  } else expect(report.kind).toBe("done");
  return errors;
}

describe("the connection to Procountor", () => {
  test("[PRO-AUTH-02] with a right key the dimensions are listed, and those chosen are used", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const open = (await stage.setUp()).findings.filter(({ code }) => code === "setting-open");
      for (const dimension of ["unit", "costCentre", "project"])
        expect(open.find(({ text }) => text.includes(`(dimensions.${dimension})`))?.advice).toMatch(
          /Projektit.*Kustannuspaikat.*Yksiköt/,
        );
      const { out } = await stage.cli("setup", "demo", "severa-procountor");
      expect(out).toContain("Dimension of projects");
      expect(out).toContain("Kustannuspaikat");

      stage.change({ dimensions: { project: "Projektit" } });
      const { findings, settings } = await stage.setUp();
      expect(codesOf(findings, "error")).toEqual([]);
      expect(recordAt(settings["dimensions"] as JsonRecord, "project")).toMatchObject({ name: "Projektit" });
      stage.change({ dimensions: { project: "Projekti" } });
      const wrong = (await stage.setUp()).findings.find(({ code }) => code === "setting-names-nothing");
      expect(wrong?.advice).toBe('Did you mean "Projektit"?');
    });
  });

  test("[PRO-AUTH-02] with a wrong key nothing is listed, and the reason is said", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.rewrite((file) =>
        merged(file, { connections: { "procountor-demo": { credentials: { apiKey: "not-the-key" } } } }),
      );
      const { findings } = await stage.setUp();
      expect(codesOf(findings)).toEqual(["connection-failed"]);
      expect(findings[0]?.text).toMatch(/procountor/i);
      expect(JSON.stringify(findings)).not.toContain("Projektit");
    });
  });

  test("[PRO-AUTH-03] the guide lists the steps in Procountor", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { out } = await stage.cli("setup", "demo", "severa-procountor");
      const steps = out.slice(0, out.indexOf("The integration"));
      expect(steps).toMatch(/chargeable interfaces are allowed/);
      expect(steps).toMatch(/technical user with all rights and M2M login only/);
      expect(steps).toMatch(/API key for the client ID of the integration/);
      // The client ID is the connection's own; the document's is told beside it.
      expect(steps).toMatch(/client ID of the connection.*VismaSeveraClient/);
      const order = ["chargeable interfaces", "technical user", "API key for"].map((text) => steps.indexOf(text));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
    });
  });
});

describe("activation", () => {
  test("[COM-05] a missing required setting refuses it, each with its name, all at once", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.change({
        defaultCodes: { product: undefined },
        salesInvoices: { statusToTransfer: undefined, bankAccount: undefined },
      });
      const errors = await refusals(stage);
      const missing = errors.filter(({ code }) => code === "setting-missing").map(({ text }) => text);
      for (const path of ["defaultCodes.product", "salesInvoices.statusToTransfer", "salesInvoices.bankAccount"])
        expect(missing.join("\n")).toContain(`(${path}) is missing`);
      expect(missing).toHaveLength(3);
      const { code, out } = await stage.cli("run");
      expect(code).toBe(1);
      expect(out).toContain("cannot be switched on");
      expect(out).toContain("salesInvoices.bankAccount");
    });
  });

  test("[COM-05] a wrong setting refuses it: another type, another word, a record that is not there", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.change({
        customers: { create: "perhaps" },
        salesInvoices: { attachments: "SOME", statusToTransfer: "Waiting for nothing" },
      });
      const texts = (await refusals(stage)).map(({ text }) => text).join("\n");
      for (const path of ["customers.create", "salesInvoices.attachments", "salesInvoices.statusToTransfer"])
        expect(texts).toContain(path);
      expect(texts).toContain('"Waiting for nothing"');
    });
  });

  test("[COM-05] it is switched on and off: off it does nothing, on it goes on", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      const turn = (active: boolean): void =>
        stage.rewrite((file) =>
          merged(file, { companies: { demo: { integrations: { "severa-procountor": { active } } } } }),
        );
      turn(false);
      const off = await stage.cli("run");
      expect(off.err).toMatch(/switched off/);
      expect(stage.sandbox.audit().invoices.total).toBe(0);
      expect(stage.sandbox.audit().calls).toEqual({});
      expect((await stage.cli("daemon")).err).toMatch(/no integration of the workspace is active/i);
      turn(true);
      expect((await stage.cli("run")).code).toBe(0);
      expect(stage.sandbox.audit().invoices.total).toBe(2);
    });
  });

  test("[PRO-CHK-02] an older integration must be confirmed as ended; unconfirmed, no invoice goes", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const confirm = (confirmed: readonly string[]): void =>
        stage.rewrite((file) =>
          merged(file, { companies: { demo: { integrations: { "severa-procountor": { confirmed } } } } }),
        );
      confirm([]);
      const [error, ...more] = await refusals(stage);
      expect(more).toEqual([]);
      expect(error?.code).toBe("not-confirmed");
      expect(error?.text).toMatch(/older integration between Severa and Procountor has been terminated/);
      expect(error?.advice).toMatch(/every invoice goes twice/);
      confirm(["old-integration-ended"]);
      expect(await refusals(stage)).toEqual([]);
      expect(stage.count(first)).toBe(1);
    });
  });

  test("[PRO-CHK-01] a bank account of Severa that is no IBAN refuses it, and the place to change it is told", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { bankAccounts } = stage.sandbox.state.severa.world;
      const account = bankAccounts.at(1);
      for (const accountNumber of ["159030-776", "FI2112345600000786"]) {
        bankAccounts.replace(String(account["guid"]), { ...account, accountNumber }, Date.now());
        const [error, ...more] = await refusals(stage);
        expect(more).toEqual([]);
        expect(error?.text).toContain(accountNumber);
        expect(error?.text).toContain("not an IBAN");
        expect(error?.advice).toMatch(/Settings > Organization > Bank accounts/);
      }
      bankAccounts.replace(String(account["guid"]), account, Date.now());
      expect(await refusals(stage)).toEqual([]);
    });
  });
});

describe("countries", () => {
  test.for([
    { code: "FI", name: "Finland", allowed: true },
    { code: "SE", name: "Sweden", allowed: true },
    { code: "NO", name: "Norway", allowed: false },
    { code: "DE", name: "Germany", allowed: false },
  ])("[PRO-REG-01] an organisation in $name", async ({ code, name, allowed }) => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      world.organizationDetails = merged(world.organizationDetails, { country: { code, name, englishName: name } });
      const errors = await refusals(stage);
      if (allowed) expect(errors).toEqual([]);
      else {
        expect(codesOf(errors)).toEqual(["country-not-supported"]);
        expect(errors[0]?.text).toContain(name);
        expect(errors[0]?.text).toContain("Finland and Sweden");
      }
    });
  });
});

describe("statuses of invoices", () => {
  test.for([
    { flag: "isReadOnly", code: "status-editable" },
    { flag: "hasInvoiceNumber", code: "status-without-number" },
    { flag: "isSent", code: "status-not-sent" },
  ])("[PRO-STA-01] [SEV-01] the transfer status must have $flag", async ({ flag, code }) => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      change(stage.sandbox.state.severa.world.invoiceStatuses, waiting, { [flag]: false });
      const errors = await refusals(stage);
      expect(codesOf(errors)).toEqual([code]);
      expect(errors[0]?.text).toContain(waiting);
      expect(errors[0]?.advice).toMatch(/Settings > Invoicing > Invoice statuses/);
    });
  });

  test("[PRO-STA-01] [SEV-01] the status with the paid flag is the last in the order, whatever the list's own", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      change(world.invoiceStatuses, "Paid", { sortOrder: 2.5 });
      const errors = await refusals(stage);
      expect(codesOf(errors)).toEqual(["paid-not-last"]);
      expect(errors[0]?.text).toContain("Paid");
      change(world.invoiceStatuses, "Paid", { sortOrder: 99 });
      expect(await refusals(stage)).toEqual([]);
    });
  });

  test("[SEV-01] only flags and order matter, not the names; one default each for invoices and credit notes", async () => {
    await withSandbox({ sandbox: { invoices: 12 } }, async (stage) => {
      const { invoiceStatuses } = stage.sandbox.state.severa.world;
      const names: Readonly<Record<string, string>> = {
        Draft: "Paid",
        [waiting]: "Ü 1",
        "Transferred to Procountor": "Draft",
        Paid: "x",
      };
      for (const status of [...invoiceStatuses.all()])
        invoiceStatuses.replace(String(status["guid"]), { ...status, name: names[String(status["name"])] }, Date.now());
      expect(invoiceStatuses.all().filter(({ isDefault }) => isDefault === true)).toHaveLength(1);
      expect(
        invoiceStatuses.all().filter(({ isDefaultForCreditNote }) => isDefaultForCreditNote === true),
      ).toHaveLength(1);
      stage.change({ salesInvoices: { statusToTransfer: "Ü 1", statusAfterTransfer: "Draft" } });
      expect(await refusals(stage)).toEqual([]);
      for (let number = first; number < first + 12; number += 1) {
        expect(stage.count(number)).toBe(1);
        expect(stage.statusOf(number)).toBe("Draft");
      }
    });
  });
});

describe("statuses of travel invoices", () => {
  const both = ["isLocked", "isApproved"].flatMap((flag) =>
    [waiting, "Transferred to Procountor"].map((status) => ({ flag, status })),
  );

  test.for(both)("[PRO-STA-02] [SEV-02] $status must have $flag", async ({ flag, status }) => {
    await withSandbox({ sandbox: { invoices: 1, travel: 1 }, demo: { travel: true } }, async (stage) => {
      change(stage.sandbox.state.severa.world.travelStatuses, status, { [flag]: false });
      const errors = await refusals(stage);
      expect(codesOf(errors)).toEqual(["travel-status-flags"]);
      expect(errors[0]?.text).toContain(status);
      expect(errors[0]?.advice).toMatch(/Travel invoice statuses/);
    });
  });

  test("[PRO-STA-02] an approved status that is there already may be the one to transfer from; one that is only locked may not", async () => {
    await withSandbox({ sandbox: { invoices: 1, travel: 1 }, demo: { travel: true } }, async (stage) => {
      stage.change({ travelInvoices: { statusToTransfer: "Waiting for approval" } });
      expect(codesOf(await refusals(stage))).toEqual(["travel-status-flags"]);
      stage.change({ travelInvoices: { statusToTransfer: "Approved" } });
      expect(await refusals(stage)).toEqual([]);
    });
  });
});

describe("unit hierarchy", () => {
  /** A second company with its own connections, for the Swedish unit. */
  function twoCompanies(stage: Stage, other: Stage, unit: string): void {
    const secrets = (system: "severa" | "procountor"): JsonRecord => ({
      clientId: other.sandbox[system].clientId,
      clientSecret: other.sandbox[system].clientSecret,
      ...(system === "procountor" ? { apiKey: other.sandbox.procountor.apiKey } : {}),
    });
    stage.rewrite((file) => {
      const demo = recordAt(recordAt(file, "companies"), "demo");
      const integration = recordAt(recordAt(demo, "integrations"), "severa-procountor");
      const account = other.sandbox.state.procountor.books.bankAccounts.all()[0]?.record["iban"];
      const swedish = merged(integration, {
        systems: { procountor: "procountor-se" },
        settings: { salesInvoices: { bankAccount: account } },
      });
      return merged(file, {
        connections: {
          "procountor-se": {
            connector: "procountor",
            login: "api key",
            host: other.sandbox.procountor.baseUrl,
            credentials: secrets("procountor"),
          },
        },
        companies: { sweden: { ...demo, title: "Polstjärnan", unit, integrations: { "severa-procountor": swedish } } },
      });
    });
  }

  const swedishUnit = (stage: Stage): string => String(stage.sandbox.state.severa.world.businessUnits.at(4)["guid"]);

  test("[COM-04] set-up names a unit of its own business ID that is not configured, and only such", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const found = (await stage.setUp()).findings.filter(({ code }) => code === "unit-unconfigured");
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ level: "warning", text: expect.stringContaining("Polstjärnan Tjänster AB") });
      await withSandbox({ sandbox: { invoices: 1, seed: 2 } }, async (other) => {
        twoCompanies(stage, other, swedishUnit(stage));
        for (const company of ["demo", "sweden"])
          expect(codesOf((await stage.setUp(company)).findings)).not.toContain("unit-unconfigured");
      });
    });
  });

  test("[COM-04] a unit without a business ID cannot be configured, nor can one that is not there", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { businessUnits } = stage.sandbox.state.severa.world;
      const setUnit = (unit: string): void => stage.rewrite((file) => merged(file, { companies: { demo: { unit } } }));
      setUnit(String(businessUnits.at(1)["guid"]));
      const [error] = await refusals(stage);
      expect(error?.code).toBe("unit-no-company");
      expect(error?.text).toContain("Ohjelmistot");
      setUnit("00000000-0000-4000-8000-000000000000");
      expect(codesOf(await refusals(stage))).toEqual(["unit-unknown"]);
    });
  });

  test("[COM-04] each document goes through its own company's connection and settings, those of other units nowhere", async () => {
    await withSandbox({ sandbox: { invoices: 4 } }, async (stage) => {
      await withSandbox({ sandbox: { invoices: 1, seed: 2 } }, async (other) => {
        const { world, invoices } = stage.sandbox.state.severa;
        // The other books know nobody yet: customers of the other seed would have these numbers.
        const known = other.sandbox.state.procountor.books;
        for (const partner of [...known.partners.all()]) known.partners.remove(partner);
        known.byCustomerNumber.clear();
        // The project of the second and third invoice belongs to the Swedish company's unit.
        const stockholm = world.businessUnits.at(5);
        const projects = [1, 2].map((index) =>
          String((stage.invoice(first + index)["projects"] as readonly JsonRecord[])[0]?.["guid"]),
        );
        for (const guid of projects) {
          const project = world.projects.must(guid);
          const { guid: unit, name, companyGuid, companyName, companyBusinessUnitGuid, code } = stockholm;
          world.projects.replace(
            guid,
            merged(project, {
              businessUnit: { guid: unit, name, companyGuid, companyName, companyBusinessUnitGuid, code },
            }),
            Date.now(),
          );
        }
        const swedish = [0, 1, 2, 3].filter((index) =>
          projects.includes(String((invoices.record(index)["projects"] as readonly JsonRecord[])[0]?.["guid"])),
        );
        expect(swedish.length).toBeGreaterThanOrEqual(2);
        expect(swedish.length).toBeLessThan(4);
        const books = (of: Stage): readonly unknown[] =>
          of.sandbox.state.procountor.books.invoices
            .all()
            .filter(({ made }) => made)
            .map(({ record }) => record["originalInvoiceNumber"])
            .toSorted();

        // The Swedish unit unconfigured: its invoices stay.
        flowsOf(await stage.run());
        const finnish = [0, 1, 2, 3].filter((index) => !swedish.includes(index)).map((index) => String(first + index));
        expect(books(stage)).toEqual(finnish);
        for (const index of swedish) expect(stage.statusOf(first + index)).toBe(waiting);

        twoCompanies(stage, other, swedishUnit(stage));
        flowsOf(await stage.run({ company: "sweden" }));
        expect(books(stage)).toEqual(finnish);
        expect(books(other)).toEqual(swedish.map((index) => String(first + index)));
        for (const index of swedish) expect(stage.statusOf(first + index)).toBe("Transferred to Procountor");
        const account = other.sandbox.state.procountor.books.bankAccounts.all()[0]?.record["iban"];
        for (const { record } of other.sandbox.state.procountor.books.invoices.all().filter(({ made }) => made))
          expect(recordAt(recordAt(record, "paymentInfo"), "bankAccount")["accountNumber"]).toBe(account);
      });
    });
  });
});
