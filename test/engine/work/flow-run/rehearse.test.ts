import { expect, it } from "vitest";
import type { CompiledFlow } from "../../../../engine/compile/compiled.ts";
import { Approval } from "../../../../engine/work/base/approval.ts";
import type { Run } from "../../../../engine/work/flow-run/open-run.ts";
import { isApproved } from "../../../../engine/work/flow-run/rehearse.ts";

it("an item that the saved plan does not have is not even worked out, and any is carried where there is no saved plan", async () => {
  const flow = { name: "invoices" } as CompiledFlow;
  const item = { id: "o9", label: "5009" };
  const run = { planning: false, approval: undefined, leftOut: [] } as unknown as Run;
  const never = () => Promise.reject(new Error("it was worked out"));
  expect(await isApproved(run, flow, item, never)).toBe(true);
  const approval = new Approval([], ["invoices"]);
  expect(await isApproved({ ...run, approval }, flow, item, never)).toBe(false);
  expect(await isApproved({ ...run, approval, planning: true }, flow, item, never)).toBe(true);
});
