import { describe, expect, it } from "vitest";
import { flowsOf, type Stage, withSandbox } from "./harness.ts";

/** The calls for lists by system and route, as the sandbox counted them. */
function lists(stage: Stage): Readonly<Record<string, number>> {
  return Object.fromEntries([...stage.sandbox.state.calls].filter(([route]) => / GET [^{}]*$/.test(route)));
}

describe("the lists of a run", () => {
  it("are read once each, whatever needs them", async () => {
    const everything = {
      dimensions: true,
      travel: true,
      purchases: true,
      attachments: "PDF",
      updateUsers: true,
    } as const;
    await withSandbox(
      { sandbox: { seed: 3, invoices: 8, travel: 4, purchases: 4 }, demo: everything },
      async (stage) => {
        flowsOf(await stage.run());
        expect(lists(stage)).toMatchObject({
          "severa GET /v1/invoices": 1,
          "severa GET /v1/travelreimbursements": 1,
          "severa GET /v1/costcenters": 1,
          // Searched by several names, none of which the system can filter by.
          "severa GET /v1/localization/countries": 1,
        });
      },
    );
  });
});
