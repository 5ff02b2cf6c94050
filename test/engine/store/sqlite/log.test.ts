import { describe, expect, it } from "vitest";
import { entry, scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

/** Steps that read no more than they give; a list of ids is made by `json_each`, and of places there are few. */
const harmless =
  /^(SEARCH log USING (INTEGER PRIMARY KEY|(COVERING )?INDEX)|SEARCH (place|store_meta) |SCAN (place|json_each)|SCAN log_words VIRTUAL TABLE INDEX \d+:M|LIST SUBQUERY|CREATE BLOOM FILTER|USING ROWID SEARCH)/;

async function logged() {
  const opened = await temporaryStore();
  for (let number = 0; number < 1_100; number++) opened.store.log.add(entry(`S${number}`));
  await opened.store.flush();
  return opened;
}

describe("the log is never read through", () => {
  it.each([
    {},
    { scope },
    { scope: [scope, "other/books"], flow: "invoices" },
    { scope, level: "error" },
    { scope, level: "info", since: 5 },
    { scope, since: 5 },
    { about: "S7" },
    { scope, flow: "invoices", level: "warning", since: 5, about: "5001 Acme" },
  ] as const)("by %o", async (filter) => {
    const { store, path } = await logged();
    const plans = await plansOf(path, () => store.log.list(filter));
    expect(plans.filter((plan) => !harmless.test(plan))).toEqual([]);
  });

  it("for what was entered after a number", async () => {
    const { store, path } = await logged();
    const plans = await plansOf(path, () => store.log.after(5, { scope, level: "error" }));
    expect(plans).toContain("SEARCH log USING INTEGER PRIMARY KEY (rowid>?)");
  });

  it("by level, for what need not be read is not looked at", async () => {
    const { store, path } = await logged();
    const plans = await plansOf(path, () => store.log.list({ scope, level: "error", since: 5 }));
    expect(plans).toContain("SEARCH log USING COVERING INDEX log_to_read (place=? AND level=? AND at>?)");
  });
});
