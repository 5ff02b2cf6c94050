import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { recordAt, recordsAt } from "../../../sandbox/server/json.ts";

it("has closed projects, to which no document refers, and one of them open in Procountor still", async () => {
  const sandbox = await startSandbox({ seed: 12, invoices: 200, travel: 30, quota: false });
  const { world, invoices } = sandbox.state.severa;
  const closed = new Set(
    world.projects.all().flatMap((project) => (project["isClosed"] === true ? [project["guid"]] : [])),
  );
  expect(closed.size).toBe(3);
  const used = [
    ...Array.from({ length: invoices.size }, (_, index) => recordsAt(invoices.record(index), "projects")).flat(),
    ...world.travelExpenses.all().map((expense) => recordAt(expense, "project")),
  ];
  expect(used.filter((project) => closed.has(project["guid"]))).toEqual([]);
  const last = world.projects.at(world.projects.size - 1);
  const items = recordsAt(sandbox.state.procountor.books.dimensions.all()[0]?.record ?? {}, "items");
  expect(items).toContainEqual(expect.objectContaining({ codeName: String(last["number"]) }));
  expect(last["isClosed"]).toBe(true);
  await sandbox.close();
});
