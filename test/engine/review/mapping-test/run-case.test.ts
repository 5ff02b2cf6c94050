import { describe, expect, it } from "vitest";
import { type CaseOutcome, runCase } from "../../../../engine/review/mapping-test/run-case.ts";
import { stepName } from "../../../../engine/review/mapping-test/written.ts";
import { ORDER, shopTests, shopTestText } from "./run-shop-tests.ts";

const records = `${ORDER}
    other: { guid: o2, number: 5002, status: open, customer: acme }`;

/** What became of the first case of a file. */
async function outcomeOf(change: string, more = ""): Promise<CaseOutcome | undefined> {
  const { file, ...context } = shopTests(
    shopTestText("invoices", records, `  - { name: one, record: plain, change: ${change}, ${more}expect: {} }`),
  );
  const [testCase] = file.cases;
  if (testCase === undefined) throw new Error("the file has no case");
  return runCase({ file, ...context }, testCase, testCase.changes);
}

describe("a case", () => {
  it("runs the flow over its record alone, with what the record needs", async () => {
    const outcome = await outcomeOf("{}");
    expect(outcome?.report.kind).toBe("done");
    expect(outcome?.written.map(stepName)).toEqual([
      "create books/partner",
      "create books/invoice",
      "do approve",
      "update shop/order",
    ]);
    expect(outcome?.states.map(({ source }) => source)).toEqual(["o1"]);
  });

  it("notes the lines of its own flow, and those of its prerequisites among what was reached", async () => {
    const outcome = await outcomeOf("{}");
    expect(outcome?.lineage.find(({ path }) => path === "originalNumber")?.value).toBe("5001");
    expect(outcome?.lineage.map(({ path }) => path)).not.toContain("identifier");
    const files = new Set(outcome?.reached.lines.map(({ source }) => source.path));
    expect([...files].toSorted()).toEqual(["invoices.yaml", "partners.yaml"]);
  });

  it("sees its changes, and is refused as a run would refuse it", async () => {
    const outcome = await outcomeOf("{ plain: { street: null } }");
    expect(outcome?.written.map(stepName)).not.toContain("create books/invoice");
    expect(outcome?.states).toMatchObject([{ source: "o1", state: "refused", code: "street-missing" }]);
    expect(outcome?.log.map(({ level }) => level)).toContain("error");
  });

  it("meets the answers that it says", async () => {
    const outcome = await outcomeOf("{}", "answers: { books/invoice: { refuse: CLOSED } }, ");
    expect(outcome?.states).toMatchObject([{ state: "refused", message: expect.stringContaining("CLOSED") }]);
  });

  it("takes a document back whose total differs, as a run would", async () => {
    const outcome = await outcomeOf("{ plain: { total.amount: 99 } }");
    expect(outcome?.written.map(stepName)).toContain("undo books/invoice");
  });
});
