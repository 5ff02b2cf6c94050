import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE, putOrder, SCOPE, type Stage, shopStage, statusOf } from "./shop-stage.ts";

describe("a process that dies anywhere", () => {
  it("every document arrives once, is moved on once, and is watched", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 8 }),
        async (deaths, count) => {
          const stage = await shopStage({ onDisk: true });
          for (let index = 1; index <= count; index++) putOrder(stage, `o${index}`);
          for (const at of deaths) await runUntilDeath(stage, at);
          for (let again = 0; again < 4; again++) {
            stage.clock.time += 10 * MINUTE;
            await stage.run();
          }
          const numbers = stage.books.all("invoice").map(({ originalNumber }) => String(originalNumber));
          expect(numbers.toSorted()).toEqual(Array.from({ length: count }, (_, index) => String(5001 + index)));
          expect(stage.books.all("partner")).toHaveLength(count);
          expect(await stage.store.records.list(SCOPE, { flow: "invoices", state: "watched" })).toHaveLength(count);
          expect(await stage.store.intents.open(SCOPE)).toEqual([]);
          for (let index = 1; index <= count; index++) expect(statusOf(stage, `o${index}`)).toBe("In books");
          expect((await stage.plan({ flows: ["invoices"] })).actions).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Runs until the call to the outside with this number, before or after which the process dies. */
async function runUntilDeath(stage: Stage, at: number): Promise<void> {
  const { shop, books } = stage;
  const died = Promise.withResolvers<void>();
  let calls = 0;
  const call = async (): Promise<undefined> => {
    if (++calls < at) return undefined;
    died.resolve();
    return new Promise<never>(() => {});
  };
  for (const side of [shop, books]) {
    side.onRead = call;
    side.onWrite = call;
    side.afterWrite = call;
  }
  const running = stage.run().then(
    () => {},
    () => {},
  );
  await Promise.race([running, died.promise]);
  await stage.crash();
  for (const side of [shop, books]) {
    side.onRead = () => {};
    side.onWrite = () => undefined;
    side.afterWrite = () => {};
  }
}
