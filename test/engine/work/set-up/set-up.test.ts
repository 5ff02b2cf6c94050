import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { setUp } from "../../../../engine/work/set-up/set-up.ts";
import { shopStage } from "../shop-stage.ts";

describe("setting up", () => {
  it("says of settings what can be said while a system cannot be reached, and looks no further", async () => {
    const stage = await shopStage();
    stage.books.onRead = () => {
      throw new ReadFault("blocked", { system: "books", route: "POST /token", message: "books: HTTP 401" });
    };
    const { findings, fingerprint } = await setUp(stage.job({ settings: { invoices: { done: "In books" } } }));
    expect(findings.map(({ code, text }) => [code, text])).toEqual([
      ["setting-missing", expect.stringContaining("(invoices.transfer) is missing.")],
      ["setting-missing", expect.stringContaining("(invoices.account) is missing.")],
      ["connection-failed", "The connection to books does not work: HTTP 401."],
    ]);
    expect(fingerprint).toBe("");
  });

  it("says the same of a setting whether a system can be reached or not", async () => {
    const stage = await shopStage();
    const job = stage.job({ settings: { invoices: { emial: true, attach: "ALL" } } });
    const said = async () =>
      (await setUp(job)).findings.filter(({ code }) => code.startsWith("setting-")).map(({ text }) => text);
    const reached = (await said()).filter((text) => !text.includes("is not chosen"));
    stage.books.onRead = () => {
      throw new ReadFault("later", { system: "books", route: "GET /me", message: "books: HTTP 503" });
    };
    expect(await said()).toEqual(reached);
    expect(reached[0]).toBe('The setting "emial" (invoices.emial) does not exist; did you mean "email"?');
  });

  it("lists everything that is wrong: settings, what is not confirmed, and the integration's own checks", async () => {
    const stage = await shopStage();
    stage.shop.change("orderStatus", "s1", { hasNumber: false });
    const { integration } = stage.job();
    const preconditions = [{ title: "The old one has ended", advice: "Ask.", confirm: "old-ended" }];
    const job = stage.job({ integration: { ...integration, preconditions } });
    expect((await setUp(job)).findings.map(({ code }) => code)).toEqual(["not-confirmed", "status-without-number"]);
    expect((await setUp({ ...job, confirmed: ["old-ended"] })).findings.map(({ code }) => code)).toEqual([
      "status-without-number",
    ]);
  });
});
