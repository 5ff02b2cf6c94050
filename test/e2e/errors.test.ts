import { describe, expect, test } from "vitest";
import { invalid, procountorErrors } from "../../sandbox/procountor/errors.ts";
import { flowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;
const waiting = "Waiting for transfer to Procountor";

/** Procountor answers every new invoice with this code, until the function that is given back is called. */
function answerWith(stage: Stage, code: string, field: string): () => void {
  const { procountor } = stage.sandbox.state;
  const usual = procountor.answer.bind(procountor);
  procountor.answer = (exchange, found) =>
    exchange.method === "POST" && exchange.path === "/invoices"
      ? procountorErrors([invalid(field, code)])
      : usual(exchange, found);
  return () => {
    procountor.answer = usual;
  };
}

interface Entry {
  readonly flow: string;
  readonly level: string;
  readonly code: string;
  readonly label: string;
  readonly message: string;
  readonly advice?: string;
  readonly source: string;
  readonly integration: string;
  readonly company: string;
}

async function logged(stage: Stage, ...words: readonly string[]): Promise<readonly Entry[]> {
  const { code, out, err } = await stage.cli("log", "--format", "json", ...words);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as readonly Entry[];
}

describe("codes of Procountor", () => {
  test("[PRO-ERR-01] CLOSED_FISCAL_PERIOD, of a sales and a travel invoice", async () => {
    await withSandbox({ sandbox: { invoices: 1, travel: 1 }, demo: { travel: true } }, async (stage) => {
      stage.edit(first, { date: "2024-12-12", dueDate: "2024-12-26" });
      stage.editTravel(501, { date: "2024-12-12T08:00:00.000Z" });
      flowsOf(await stage.run());
      const errors = await logged(stage, "--level", "error");
      expect(errors.map(({ flow, code }) => [flow, code]).toSorted()).toEqual([
        ["sales-invoices", "CLOSED_FISCAL_PERIOD"],
        ["travel-invoices", "CLOSED_FISCAL_PERIOD"],
      ]);
      for (const { message, advice } of errors) {
        expect(message).toMatch(/closed fiscal period/);
        expect(advice).toMatch(/invoice date in Severa.*fiscal year in Procountor.*again/);
      }
    });
  });

  test("[PRO-ERR-01] ERROR_BRN_CODE", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.edit(first, { receiverVatNumber: "FI12345670" });
      flowsOf(await stage.run());
      const [error, ...more] = await logged(stage, "--level", "error");
      expect(more).toEqual([]);
      expect(error?.code).toBe("ERROR_BRN_CODE");
      expect(error?.message).toMatch(/business ID/);
      expect(error?.advice).toMatch(/business ID on the customer card in Severa.*again/);
    });
  });

  test("[PRO-ERR-01] SIZE_MUST_BE_BETWEEN_0_AND_100", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      answerWith(stage, "SIZE_MUST_BE_BETWEEN_0_AND_100", "invoiceRows[0].product");
      flowsOf(await stage.run());
      const [error, ...more] = await logged(stage, "--level", "error");
      expect(more).toEqual([]);
      expect(error?.code).toBe("SIZE_MUST_BE_BETWEEN_0_AND_100");
      expect(error?.message).toContain("invoiceRows[0].product");
      expect(error?.advice).toMatch(/character limits.*correct the invoice/);
    });
  });

  test("a code nobody has described reaches the log as Procountor said it", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      answerWith(stage, "SOMETHING_NEW", "vatStatus");
      flowsOf(await stage.run());
      const [error] = await logged(stage, "--level", "error");
      expect(error?.message).toContain("SOMETHING_NEW");
      expect(error?.message).toContain("vatStatus");
    });
  });
});

describe("a refused invoice", () => {
  test("[PRO-ERR-02] stays in its status with its error; moved to draft, corrected and set again it is transferred", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      stage.edit(26002, { orderNumber: "x".repeat(71) });
      flowsOf(await stage.run());
      expect(stage.statusOf(26002)).toBe(waiting);
      expect((await stage.errorOf(26002))?.code).toBe("text-too-long");
      // The others went on.
      expect([stage.statusOf(26001), stage.statusOf(26003)]).toEqual(Array(2).fill("Transferred to Procountor"));

      stage.edit(26002, { status: "Draft" });
      flowsOf(await stage.run());
      expect(stage.count(26002)).toBe(0);
      expect(await stage.errorOf(26002)).toBeDefined();

      stage.edit(26002, { orderNumber: "kort" });
      stage.edit(26002, { status: waiting });
      flowsOf(await stage.run());
      expect(stage.count(26002)).toBe(1);
      expect(stage.statusOf(26002)).toBe("Transferred to Procountor");
      expect(await stage.errorOf(26002)).toBeUndefined();
    });
  });

  test("[PRO-ERR-02] what Procountor refused is tried again when the status is set again, though Procountor was what was corrected", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const relent = answerWith(stage, "CLOSED_FISCAL_PERIOD", "date");
      flowsOf(await stage.run());
      expect(stage.statusOf(first)).toBe(waiting);
      relent();
      stage.edit(first, { status: "Draft" });
      flowsOf(await stage.run());
      expect(stage.count(first)).toBe(0);
      stage.edit(first, { status: waiting });
      flowsOf(await stage.run());
      expect(stage.count(first)).toBe(1);
      expect(await stage.unsolved()).toEqual([]);
    });
  });

  test("[PRO-ERR-02] a customer's card that was corrected counts as well, and `koppel retry` tries what has not changed", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      stage.edit(26001, { customer: { vatNumber: null } });
      stage.edit(26002, { status: "Draft" });
      flowsOf(await stage.run());
      expect((await stage.errorOf(26001))?.code).toBe("customer-incomplete");
      stage.edit(26001, { customer: { vatNumber: String(stage.invoice(26001)["receiverVatNumber"]) } });
      flowsOf(await stage.run());
      expect(stage.count(26001)).toBe(1);

      const relent = answerWith(stage, "CLOSED_FISCAL_PERIOD", "date");
      stage.edit(26002, { status: waiting });
      flowsOf(await stage.run());
      relent();
      flowsOf(await stage.run());
      expect(stage.count(26002)).toBe(0);
      expect((await stage.cli("retry", "26002")).code).toBe(0);
      flowsOf(await stage.run());
      expect(stage.count(26002)).toBe(1);
    });
  });

  test("its error stands in the log once however often it is met, and Procountor is not asked again", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      stage.edit(26001, { date: "2024-12-12", dueDate: "2024-12-26" });
      stage.edit(26002, { orderNumber: "x".repeat(71) });
      for (let run = 0; run < 3; run += 1) flowsOf(await stage.run());
      expect((await stage.log()).filter(({ level }) => level === "error")).toHaveLength(2);
      expect(stage.sandbox.state.calls.get("procountor POST /invoices")).toBe(1);
      expect(await stage.unsolved()).toHaveLength(2);
    });
  });
});

describe("the transfer log", () => {
  test("[COM-01] shows every transfer and every error of an integration, and can be filtered", async () => {
    await withSandbox({ sandbox: { invoices: 5, travel: 2 }, demo: { travel: true } }, async (stage) => {
      stage.edit(26002, { orderNumber: "x".repeat(71) });
      stage.editTravel(502, { user: { bankAccountNumber: null } });
      flowsOf(await stage.run());
      const label = (entry: Entry): string => entry.label.split(" ")[0] ?? "";
      const all = await logged(stage);
      expect(new Set(all.map(({ integration, company }) => `${company}/${integration}`))).toEqual(
        new Set(["demo/severa-procountor"]),
      );
      const sales = all.filter(({ flow }) => flow === "sales-invoices");
      expect(sales.map((entry) => `${label(entry)} ${entry.code}`).toSorted()).toEqual([
        "26001 transferred",
        "26002 text-too-long",
        "26003 transferred",
        "26004 transferred",
        "26005 transferred",
      ]);
      const filtered = [
        [
          ["--flow", "travel-invoices"],
          ["501", "502"],
        ],
        [
          ["--level", "error"],
          ["26002", "502"],
        ],
        [["--flow", "sales-invoices", "--level", "error"], ["26002"]],
        [["--record", "26003"], ["26003"]],
        [["--company", "demo", "--integration", "severa-procountor", "--flow", "sales-invoices", "--limit", "1"], 1],
        [["--since", "2999-01-01"], []],
      ] as const;
      for (const [words, expected] of filtered) {
        const found = await logged(stage, ...words);
        if (typeof expected === "number") expect(found).toHaveLength(expected);
        else expect(found.map(label).toSorted(), words.join(" ")).toEqual(expected);
      }
      const { out } = await stage.cli("log", "--level", "error");
      expect(out).toContain("26002");
      expect(out).toContain("71 characters; 70 are allowed");
    });
  });

  test("[COM-01] the last error of a record is shown until it is solved", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      stage.edit(first, { orderNumber: "x".repeat(71) });
      flowsOf(await stage.run());
      stage.edit(first, { orderNumber: "y".repeat(75) });
      flowsOf(await stage.run());
      const open = await logged(stage, "--open");
      expect(open).toHaveLength(1);
      expect(open[0]?.message).toContain("75 characters");
      for (let run = 0; run < 2; run += 1) flowsOf(await stage.run());
      expect(await logged(stage, "--open")).toMatchObject([{ source: open[0]?.source, message: open[0]?.message }]);
      expect((await stage.cli("status")).out).toMatch(/Unsolved/);
      stage.edit(first, { orderNumber: "kort" });
      flowsOf(await stage.run());
      expect(await logged(stage, "--open")).toEqual([]);
      // What was wrong stays in the log.
      expect(
        (await logged(stage, "--level", "error")).map(({ message }) => /(\d+) characters/.exec(message)?.[1]),
      ).toEqual(["71", "75"]);
    });
  });
});
