import { expect, it } from "vitest";
import { audit, tally } from "../../../sandbox/server/audit.ts";
import { FaultBox } from "../../../sandbox/server/faults.ts";
import type { Audited, Document } from "../../../sandbox/server/imitation.ts";
import { Quota } from "../../../sandbox/server/quota.ts";

const books = (change: Partial<Audited>): Audited => ({
  created: {},
  released: [],
  holds: () => false,
  report: {},
  ...change,
});
const auditOf = (...audited: readonly Audited[]) =>
  audit({ audited, calls: new Map(), quotas: new Map(), faults: new FaultBox(1, {}) });
const holding =
  (...numbers: readonly number[]) =>
  ({ kind, number }: Document) =>
    kind === "invoice" && numbers.includes(number);

it("counts keys", () => {
  expect(tally(["a", "b", "a"])).toEqual({ a: 2, b: 1 });
});

it("a key that was created more than once is a duplicate, in whichever system", () => {
  const one = books({ created: { fees: tally(["x"]) } });
  const other = books({ created: { fees: tally(["x"]), sales: tally(["1", "1", "2"]) } });
  expect(auditOf(one, other).duplicates).toEqual([{ kind: "sales", key: "1", count: 2 }]);
});

it("a document is lost when no other system holds it, and told once however often it was released", () => {
  const released = [1, 2, 2, 3].map((number) => ({ kind: "invoice", number }));
  const source = books({ released, holds: () => true });
  expect(auditOf(source, books({ holds: holding(1) }), books({ holds: holding(3) })).losses).toEqual([
    { kind: "invoice", number: 2 },
  ]);
  expect(auditOf(source).losses.map(({ number }) => number)).toEqual([1, 2, 3]);
});

it("shows calls, quotas and faults as they were counted", () => {
  const quota = new Quota({ calls: 1, windowMs: 1000, refusal: { status: 429 } });
  for (const now of [5000, 5001]) quota.admit(now);
  const faults = new FaultBox(1, { slow: {} });
  faults.strike("shop", "GET", "/");
  const calls = new Map([["shop GET /", 2]]);
  expect(audit({ audited: [], calls, quotas: new Map([["shop", quota]]), faults })).toEqual({
    duplicates: [],
    losses: [],
    calls: { "shop GET /": 2 },
    quota: { shop: { refused: 1, peak: 2 } },
    faults: { slow: 1 },
  });
});
