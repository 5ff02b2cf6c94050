import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { link, scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("100,000 links cost no memory", async () => {
  const { store } = await temporaryStore();
  for (let batch = 0; batch < 100; batch++) {
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => store.links.put(link(`s${batch}-${index}`, `t${batch}-${index}`))),
    );
  }
  const before = process.memoryUsage().heapUsed;
  for (let batch = 0; batch < 100; batch++) {
    const many = await store.links.many(scope, "customers", [`s${batch}-1`, `s${batch}-999`]);
    expect(many.size).toBe(2);
  }
  expect(await store.links.count(scope, "customers")).toBe(100_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});

it("links that an older Koppel wrote are read, whatever it did not write down yet", async () => {
  const { store, path } = await temporaryStore();
  const database = new DatabaseSync(path);
  const insert = database.prepare(
    `INSERT INTO link (scope, register, source, target, matchHash, writtenHash, written, state, origin)
     VALUES (?, 'customers', ?, ?, 'm', 'w', ?, 'live', 'created')`,
  );
  insert.run(scope, "s1", "t1", '{"body":{"name":"Acme"},"record":{"id":"t1"}}');
  insert.run(scope, "s2", "t2", "{}");
  database.close();
  const written = { record: { id: "t1" }, body: { name: "Acme" }, revision: 0 };
  expect(await store.links.bySource(scope, "customers", "s1")).toEqual({ ...link("s1", "t1"), written });
  expect((await store.links.byTarget(scope, "customers", "t2"))?.written).toEqual({
    record: {},
    body: {},
    revision: 0,
  });
});

it("a link is found from either side by an index", async () => {
  const { store, path } = await temporaryStore();
  const plans = await plansOf(path, async () => {
    await store.links.bySource(scope, "customers", "s1");
    await store.links.byTarget(scope, "customers", "t1");
    await store.links.put(link("s1", "t1"));
  });
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) expect(plan).toMatch(/^SEARCH link USING (PRIMARY KEY|(COVERING )?INDEX)/);
});
