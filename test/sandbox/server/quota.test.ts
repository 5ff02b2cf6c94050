import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { Quota } from "../../../sandbox/server/quota.ts";

it("admits so many calls in a window, which the first call after the last one opens", () => {
  const quota = new Quota({ calls: 2, windowMs: 500, refusal: { status: 429 } });
  const admitted = [1000, 1100, 1200, 1499, 1500, 1501, 1502].map((now) => quota.admit(now));
  expect(admitted).toEqual([true, true, false, false, true, true, false]);
  expect([quota.refused, quota.peak]).toEqual([3, 4]);
});

it("admits ten calls a second to Severa, which says so in plain text", async () => {
  const limited = await startSandbox({ invoices: 5 });
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => fetch(`${limited.severa.baseUrl}/heartbeat/server`)),
  );
  const refused = answers.filter((answer) => answer.status === 429);
  expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(10);
  expect(refused.length).toBeGreaterThan(0);
  expect(await refused[0]?.text()).toBe("API calls quota exceeded! maximum admitted 10 per 1s.");
  expect([refused[0]?.headers.get("content-type"), refused[0]?.headers.get("retry-after")]).toEqual([
    "text/plain",
    "1",
  ]);
  expect(limited.audit().quota.severa.refused).toBe(refused.length);
  await limited.close();
});
