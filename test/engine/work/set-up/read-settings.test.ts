import { describe, expect, it } from "vitest";
import { readSettings } from "../../../../engine/work/set-up/read-settings.ts";
import { shopStage } from "../shop-stage.ts";

const invoices = { transfer: "To books", done: "In books", account: "FI2112345600000785" };

async function prepared(settings: unknown, change: Parameters<Awaited<ReturnType<typeof shopStage>>["job"]>[0] = {}) {
  const stage = await shopStage();
  return readSettings(stage.job({ settings, ...change }));
}

describe("the settings of a company", () => {
  it("have their defaults, and records in place of names", async () => {
    const { settings, findings } = await prepared({ invoices });
    expect(findings).toEqual([]);
    expect(settings).toMatchObject({
      partners: { create: true },
      invoices: { attach: "NONE", transfer: { guid: "s1", hasNumber: true }, account: { id: 7 } },
    });
  });

  it("are told in full: missing, of another kind, misspelt, and naming nothing", async () => {
    const { settings, findings } = await prepared({
      invoices: { transfer: "To bokks", attach: "ALL", emial: true, account: "FI2112345600000785" },
    });
    expect(findings.map(({ code, text, advice }) => [code, text, advice])).toEqual([
      ["setting-wrong", 'The setting "emial" (invoices.emial) does not exist; did you mean "email"?', undefined],
      ["setting-wrong", 'The setting "Attachments" (invoices.attach) must be one of NONE, PDF, not "ALL".', undefined],
      [
        "setting-missing",
        'The setting "Status after transfer" (invoices.done) is missing.',
        "Fill it in under the company's settings in the workspace file.",
      ],
      [
        "setting-names-nothing",
        'The setting "Status to be transferred" (invoices.transfer) names "To bokks", which shop does not have.',
        'Did you mean "To books"?',
      ],
    ]);
    expect(settings).toMatchObject({ invoices: { account: { id: 7 } } });
    expect((settings["invoices"] as Record<string, unknown>)["transfer"]).toBeUndefined();
  });
});

describe("what is to be confirmed", () => {
  const precondition = { title: "The old one has ended", advice: "Ask.", confirm: "old-ended" };

  it("is asked for until the workspace says so; what needs no confirming is not", async () => {
    const stage = await shopStage();
    const { integration } = stage.job();
    const preconditions = [precondition, { title: "Just to know", advice: "Read.", confirm: undefined }];
    const job = stage.job({ integration: { ...integration, preconditions } });
    expect((await readSettings(job)).findings).toEqual([
      {
        level: "error",
        code: "not-confirmed",
        text: "Not confirmed: The old one has ended",
        advice: 'Ask. Then add "old-ended" to "confirmed" in the workspace file.',
      },
    ]);
    expect((await readSettings({ ...job, confirmed: ["old-ended"] })).findings).toEqual([]);
  });
});

it("the fingerprint is another for other settings, confirmations or units, and for nothing else", async () => {
  const of = async (...asked: Parameters<typeof prepared>) => (await prepared(...asked)).fingerprint;
  const first = await of({ invoices });
  expect(await of({ invoices: { ...invoices } }, { concurrency: 1, owner: "another" })).toBe(first);
  const others = [
    await of({ invoices: { ...invoices, email: true } }),
    await of({ invoices }, { confirmed: ["old-ended"] }),
    await of({ invoices }, { unit: "u1" }),
  ];
  expect(new Set([first, ...others]).size).toBe(4);
});
