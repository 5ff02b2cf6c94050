import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { FaultName, FaultRule } from "../../sandbox/server/faults.ts";
import { flowsOf, type Options, rowsOf, type Stage, withSandbox } from "../e2e/harness.ts";

const everything: Options = {
  sandbox: { invoices: 10, travel: 2, purchases: 4 },
  demo: { dimensions: true, travel: true, purchases: true, attachments: "PDF" },
};

/** Runs ten minutes apart. */
async function runThrough(stage: Stage, count: number): Promise<void> {
  for (let run = 0; run < count; run += 1) {
    await stage.run();
    stage.pass(10 * 60_000);
  }
}

/** Runs ten minutes apart until nothing waits, at most `most`, and once more: what has arrived may not arrive again. */
async function runUntilQuiet(stage: Stage, most: number): Promise<void> {
  let quiet = false;
  for (let run = 0; run < most && !quiet; run += 1) {
    await runThrough(stage, 1);
    const { waiting } = stage.sandbox.audit();
    const open = await stage.store.intents.open("demo/severa-procountor");
    quiet = waiting.invoices + waiting.travel + open.length + (await stage.unsolved()).length === 0;
  }
  await runThrough(stage, 1);
}

/** Nothing is lost, nothing is there twice, and everything arrived. */
async function expectWhole(stage: Stage): Promise<void> {
  const { duplicates, losses, waiting, invoices, fees } = stage.sandbox.audit();
  expect((await stage.unsolved()).map(({ label, message }) => `${label}: ${message}`)).toEqual([]);
  expect({ duplicates, losses, waiting }).toEqual({ duplicates: [], losses: [], waiting: { invoices: 0, travel: 0 } });
  expect(Object.keys(invoices.sales)).toHaveLength(10);
  expect(Object.keys(invoices.travel)).toHaveLength(2);
  expect(Object.keys(fees).length).toBeGreaterThan(0);
  expect(await stage.store.intents.open("demo/severa-procountor")).toEqual([]);
}

const strikes: readonly { readonly fault: FaultName; readonly rule: FaultRule }[] = [
  { fault: "lostRequest", rule: { route: "^(POST|PUT|PATCH) (?!.*token)", probability: 0.25 } },
  { fault: "lostReply", rule: { route: "^(POST|PUT|PATCH) (?!.*token)", probability: 0.25 } },
  { fault: "errorAfterEffect", rule: { route: "^(POST|PUT|PATCH) (?!.*token)", probability: 0.25 } },
  { fault: "htmlError", rule: { route: "^(POST|PUT|PATCH|GET) (?!.*token)", probability: 0.1 } },
  { fault: "notJson", rule: { route: "^(POST|PUT|PATCH) (?!.*token)", probability: 0.25 } },
  { fault: "executeThenTimeout", rule: { route: "^POST /(invoices|attachments|businesspartners)$", next: 6 } },
  { fault: "lateLanding", rule: { route: "^POST /(invoices|attachments|businesspartners)$", next: 6, ms: 3500 } },
  { fault: "expiredToken", rule: { probability: 0.05 } },
  { fault: "storm429", rule: { probability: 0.02 } },
  { fault: "slow", rule: { probability: 0.1, ms: 50 } },
];

describe.concurrent("0 duplicates, 0 losses", () => {
  test.for(strikes)("$fault", { timeout: 180_000 }, async ({ fault, rule }, { expect }) => {
    await withSandbox(everything, async (stage) => {
      stage.sandbox.setFaults({ [fault]: rule });
      await runThrough(stage, 2);
      expect(stage.sandbox.audit().faults[fault] ?? 0).toBeGreaterThan(0);
      // What was never answered lands before the weather clears.
      if (fault === "lateLanding") await new Promise((go) => setTimeout(go, 1000));
      stage.sandbox.setFaults({ [fault]: null });
      await runUntilQuiet(stage, 3);
      await expectWhole(stage);
    });
  });
});

describe("a write-back whose answer is lost each time", () => {
  test("the transfer is in the log, and nothing stays open once the status is seen to have moved", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      stage.sandbox.setFaults({ lostReply: { system: "severa", route: "^PATCH /v1/invoices" } });
      await stage.run();
      expect([stage.statusOf(26001), stage.statusOf(26002)]).toEqual(Array(2).fill("Transferred to Procountor"));
      stage.sandbox.setFaults({ lostReply: null });
      await runThrough(stage, 3);
      const logged = (await stage.log())
        .filter(({ code }) => code === "transferred")
        .map(({ label }) => label.split(" ")[0]);
      expect(logged.toSorted()).toEqual(["26001", "26002"]);
      expect(await stage.store.records.list("demo/severa-procountor", { state: "waiting" })).toEqual([]);
      expect(await stage.store.intents.open("demo/severa-procountor")).toEqual([]);
      expect([stage.count(26001), stage.count(26002)]).toEqual([1, 1]);
    });
  });

  test("what a person has moved elsewhere meanwhile stays there", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.sandbox.setFaults({ lostReply: { system: "severa", route: "^PATCH /v1/invoices" } });
      await stage.run();
      stage.sandbox.setFaults({ lostReply: null });
      stage.edit(26001, { status: "Draft" });
      await runThrough(stage, 3);
      expect(stage.statusOf(26001)).toBe("Draft");
      expect(stage.count(26001)).toBe(1);
    });
  });
});

describe("one system out of order", () => {
  test("an HTML page on every read ends the flow with a message, not the process, and the next run goes on", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      flowsOf(await stage.run());
      stage.edit(26001, { status: "Waiting for transfer to Procountor" });
      stage.sandbox.setFaults({ htmlError: { system: "severa", route: "^GET /v1/invoices$" } });
      const report = await stage.run();
      const problem =
        report.kind === "done" ? report.flows.find(({ flow }) => flow === "sales-invoices")?.problem : undefined;
      expect(problem).toMatch(/severa.*502/s);
      expect(problem).not.toContain("<html");
      stage.sandbox.setFaults({ htmlError: null });
      flowsOf(await stage.run());
      expect(stage.statusOf(26001)).toBe("Transferred to Procountor");
      expect(stage.count(26001)).toBe(1);
    });
  });

  test("a system that does not even let the settings be read is a finding, and no other company's trouble", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.sandbox.setFaults({ htmlError: { system: "procountor", route: "^GET /products" } });
      const report = await stage.run();
      expect(report).toMatchObject({ kind: "not-active", findings: [{ code: "connection-failed" }] });
      stage.sandbox.setFaults({ htmlError: null });
      flowsOf(await stage.run());
      expect(stage.count(26001)).toBe(1);
    });
  });

  test("the command line says what does not answer, and ends with 1", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.sandbox.setFaults({ notJson: { system: "severa", route: "^GET " } });
      const { code, out, err } = await stage.cli("run");
      expect(code).toBe(1);
      expect(out + err).toMatch(/severa/);
      expect(out + err).not.toMatch(/ at .*\.ts:\d+|fault of its own/);
    });
  });
});

describe("records out of the ordinary", () => {
  test("an attachment of 11 MB is refused by name, also where its size is told wrong", async () => {
    await withSandbox({ sandbox: { invoices: 22, refusals: true }, demo: { attachments: "PDF" } }, async (stage) => {
      const { expected, severa } = stage.sandbox.state;
      const number = expected.refusals.find((refusal) => refusal.case === "attachment over 10 MB")?.number ?? 0;
      for (const other of expected.waitingInvoices)
        if (other !== number && other !== 26001) stage.edit(other, { status: "Draft" });
      flowsOf(await stage.run());
      expect((await stage.errorOf(number))?.message).toBe("piirustukset.pdf is larger than 10 MB.");
      expect(stage.count(number)).toBe(0);
      expect(stage.count(26001)).toBe(1);

      const files = severa.invoices.files.bind(severa.invoices);
      severa.invoices.files = (index) => files(index).map((file) => ({ ...file, size: 1000 }));
      stage.edit(number, { notes: "changed" });
      flowsOf(await stage.run());
      expect((await stage.errorOf(number))?.message).toMatch(/piirustukset\.pdf/);
      expect(stage.statusOf(number)).toBe("Waiting for transfer to Procountor");
    });
  });

  test("names with quotes, holes, markup and line ends arrive as they are", async () => {
    const names = [
      'O\'Brien "& Söner" Oy',
      "{number} {{x}} Oy",
      "<b>Oy</b> --",
      "Robert'); DROP TABLE records;--",
      "A\\B %s $x Oy",
    ];
    await withSandbox({ sandbox: { invoices: names.length } }, async (stage) => {
      names.forEach((name, index) => {
        stage.edit(26001 + index, {
          receiverCustomerName: name,
          customer: { name },
          rows: { 0: { description: name } },
        });
      });
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      names.forEach((name, index) => {
        const invoice = stage.received(26001 + index);
        expect(invoice).toMatchObject({ counterParty: { counterPartyAddress: { name } } });
        expect(rowsOf(invoice)[0]?.["product"]).toBe(name);
      });
    });
  });

  test("words that JavaScript knows are no units, languages or countries", async () => {
    await withSandbox({ sandbox: { invoices: 4 } }, async (stage) => {
      stage.edit(26001, { rows: { 0: { measurementUnit: "constructor" } } });
      stage.edit(26002, { rows: { 0: { measurementUnit: "__proto__" } } });
      stage.edit(26003, { language: { code: "toString", name: "toString" } });
      stage.edit(26004, {
        receiverCustomerName: "__proto__",
        rows: { 0: { code: ["__proto__"], description: "hasOwnProperty" } },
      });
      flowsOf(await stage.run());
      expect((await stage.errorOf(26001))?.message).toContain("The unit constructor");
      expect((await stage.errorOf(26002))?.message).toContain("The unit __proto__");
      expect((await stage.errorOf(26003))?.message).toContain("toString");
      expect(rowsOf(stage.received(26004))[0]).toMatchObject({ productCode: "__proto__", product: "hasOwnProperty" });
    });
  });

  test("a character that Procountor cannot take is refused, naming the field and the character", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      stage.edit(26001, { notes: "Kiitos 🙂" });
      flowsOf(await stage.run());
      const error = await stage.errorOf(26001);
      expect(error?.message).toContain("additionalInformation");
      expect(error?.message).toContain("U+1F642");
      expect(stage.count(26002)).toBe(1);
    });
  });
});

describe("the store", () => {
  test("of a newer version is left alone, and that is said", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const path = join(stage.folder, "newer.sqlite");
      const database = new DatabaseSync(path);
      database.exec("PRAGMA user_version = 9999; PRAGMA application_id = 0; CREATE TABLE something (x)");
      database.close();
      stage.rewrite((file) => ({ ...file, store: "newer.sqlite" }));
      const { code, err } = await stage.cli("run");
      expect(code).toBe(1);
      expect(err).toContain("newer.sqlite");
      expect(err).not.toMatch(/fault of its own|\.ts:\d+/);
      expect(stage.sandbox.audit().invoices.total).toBe(0);
    });
  });

  test("that is no database is left alone, and that is said", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      writeFileSync(
        join(stage.folder, "text.sqlite"),
        "This is a text, and quite a long one, that is no database.\n".repeat(50),
      );
      stage.rewrite((file) => ({ ...file, store: "text.sqlite" }));
      for (const words of [["run"], ["status"], ["log"]]) {
        const { code, err } = await stage.cli(...words);
        expect(code).toBe(1);
        expect(err).toContain("text.sqlite");
        expect(err).not.toMatch(/fault of its own|\.ts:\d+/);
      }
      expect(stage.sandbox.audit().invoices.total).toBe(0);
    });
  });

  test("locked for a while by another process, the run waits for it", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      const other = new DatabaseSync(join(stage.folder, "koppel.sqlite"));
      other.exec("BEGIN IMMEDIATE");
      const running = stage.start("run");
      await new Promise((go) => setTimeout(go, 2500));
      other.exec("ROLLBACK");
      other.close();
      expect(await running.ended, running.output()).toBe(0);
      expect(stage.sandbox.audit().invoices.total).toBe(2);
      expect(stage.sandbox.audit().duplicates).toEqual([]);
    });
  });
});
