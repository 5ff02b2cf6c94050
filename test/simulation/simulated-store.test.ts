import { describe, expect, it, onTestFinished } from "vitest";
import { leaseOf } from "../../engine/store/store.ts";
import { intentsConform } from "../engine/store/conformance/intents.ts";
import { leasesConform } from "../engine/store/conformance/leases.ts";
import { planned, scope } from "../engine/store/store-fixtures.ts";
import { Random } from "./random.ts";
import { SimulatedProcess } from "./simulated-process.ts";
import { Disk } from "./simulated-store.ts";
import { VirtualTime } from "./virtual-time.ts";
import { type FaultRates, noFaults, type World } from "./world.ts";

/** A world in which nothing goes wrong but what a test wants; its time passes as fast as the code under test goes on. */
function newWorld(faults: Partial<FaultRates> = {}): World {
  const time = new VirtualTime(0);
  let over = false;
  onTestFinished(() => {
    over = true;
  });
  const pass = async (): Promise<void> => {
    while (!over) await time.run(Number.POSITIVE_INFINITY, () => over);
  };
  void pass();
  return { time, random: new Random(1), faults: { ...noFaults, ...faults }, violations: [], tell: undefined };
}

async function newDisk() {
  const world = newWorld();
  const disk = new Disk(world);
  return { open: () => disk.open(new SimulatedProcess("A", world, () => {})) };
}

/** The simulation stands on it, so that as far as it goes it must do what any store does. */
describe("the simulated store", () => {
  leasesConform(newDisk);
  intentsConform(newDisk);

  it("keeps what was told to be written, and loses with its process what rode after it", async () => {
    const world = newWorld();
    const disk = new Disk(world);
    const process = new SimulatedProcess("A", world, () => {});
    const store = await disk.open(process);
    await planned(store, "a");
    store.intents.updateSoon("a", 1, { state: "confirmed" }, 2);
    await planned(store, "b");
    store.intents.updateSoon("b", 1, { state: "confirmed" }, 2);
    process.die("in the test");
    const after = await disk.open(new SimulatedProcess("B", world, () => {}));
    expect(await after.intents.get("a")).toMatchObject({ state: "confirmed" });
    expect(await after.intents.get("b")).toMatchObject({ state: "planned" });
  });

  it("shows a process what another has committed, and refuses who has lost the lease to it", async () => {
    const world = newWorld();
    const disk = new Disk(world);
    const [one, other] = [
      await disk.open(new SimulatedProcess("A", world, () => {})),
      await disk.open(new SimulatedProcess("B", world, () => {})),
    ];
    await one.leases.acquire(leaseOf(scope), "A", 0, 100);
    const write = planned(one, "a", 1);
    expect(disk.intent("a")).toBeUndefined();
    await write;
    expect(await other.intents.get("a")).toMatchObject({ state: "planned" });
    expect(await other.leases.acquire(leaseOf(scope), "B", 100, 100)).toEqual({ fence: 2 });
    expect(await one.intents.update("a", 1, { state: "sending" }, 101)).toBe(false);
    expect(world.violations).toEqual([]);
  });

  it("fails as a whole commit, before or after the fact", async () => {
    const before = newWorld({ commitFails: 1 });
    const lost = new Disk(before);
    const store = await lost.open(new SimulatedProcess("A", before, () => {}));
    await expect(planned(store, "a")).rejects.toThrow("commit failed");
    expect(lost.intent("a")).toBeUndefined();
    const after = newWorld({ commitFailsAfterwards: 1 });
    const kept = new Disk(after);
    const other = await kept.open(new SimulatedProcess("A", after, () => {}));
    await expect(planned(other, "a")).rejects.toThrow("commit failed");
    expect(kept.intent("a")).toMatchObject({ state: "planned" });
  });
});
