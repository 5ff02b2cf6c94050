import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("the file of an integration", () => {
  it.each([
    ["every 5 minutes", { minutes: 5 }],
    ["every 1 minute", { minutes: 1 }],
    ["cron 0 6 * * 1-5", { cron: "0 6 * * 1-5" }],
  ])("is scheduled %s", (text, schedule) => {
    expect(edited([["integration.yaml", "every 10 minutes", text]]).typed.schedule).toEqual(schedule);
  });

  it("runs every ten minutes where it does not say, or not so that it can be read", () => {
    expect(edited([["integration.yaml", "schedule: every 10 minutes\n", ""]]).typed.schedule).toEqual({ minutes: 10 });
    const unreadable = edited([["integration.yaml", "every 10 minutes", "hourly"]]);
    expect([unreadable.typed.schedule, unreadable.told]).toEqual([{ minutes: 10 }, ["shape-wrong: hourly"]]);
  });

  it("has preconditions with a title and an advice", () => {
    const before = "checks:\n";
    expect(
      edited([["integration.yaml", before, `preconditions:\n  - { title: A, advice: B }\n${before}`]]).typed
        .preconditions,
    ).toMatchObject([{ title: "A", advice: "B", confirm: undefined }]);
    expect(told(["integration.yaml", before, `preconditions:\n  - { title: A }\n${before}`])).toEqual([
      "key-missing: title",
    ]);
  });

  it("serves companies that are records of a side", () => {
    const companies = (text: string) => ["integration.yaml", "schedule:", `companies: ${text}\nschedule:`] as const;
    expect(told(companies("{ of: shop/customer, key: nam, countries: [Finland] }"))).toEqual([
      "field-unknown: nam",
      "country-code: Finland",
    ]);
    expect(edited([companies("{ of: shop/customer, key: name, when: isActive }")]).typed.companies).toMatchObject({
      key: "name",
      of: { name: "shop/customer" },
    });
  });
});
