import { expect, test } from "vitest";
import { withSandbox } from "./harness.ts";

const first = 26001;

test("koppel run --record carries these alone, by number or id, and koppel plan says the same", {
  timeout: 60_000,
}, async () => {
  await withSandbox({ sandbox: { invoices: 4 } }, async (stage) => {
    const words = ["--flow", "sales-invoices", "--record", String(first)];
    const guid = String(stage.invoice(first + 2)["guid"]);
    const planned = await stage.cli("plan", ...words, "--record", guid, "-f", "json");
    const actions = JSON.parse(planned.out)[0].actions as readonly Record<string, string>[];
    const documents = actions.filter(({ flow, action }) => flow === "sales-invoices" && action === "create");
    expect(documents.map(({ label }) => label?.split(" ")[0])).toEqual([String(first), String(first + 2)]);
    const ran = await stage.cli("run", ...words, "--record", guid, "-f", "json");
    expect([ran.code, JSON.parse(ran.out)[0].flows]).toEqual([
      0,
      [expect.objectContaining({ flow: "sales-invoices", counts: expect.objectContaining({ created: 2 }) })],
    ]);
    expect([0, 1, 2, 3].map((more) => stage.count(first + more))).toEqual([1, 0, 1, 0]);
    const again = await stage.cli("run", ...words);
    expect(again.out).toMatch(/left out, sales-invoices: 26001 .* is not to be carried by sales-invoices as it stands/);
    const unknown = await stage.cli("run", "--record", "99999");
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringMatching(/there is no record "99999"/)]);
  });
});
