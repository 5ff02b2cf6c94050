import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";

it("can be without refusals", async () => {
  const sandbox = await startSandbox({ invoices: 60, refusals: false });
  expect(sandbox.state.expected.refusals).toEqual([]);
  await sandbox.close();
});
