/** A second process on a store: `node store-process.ts <path> <what> <name> <count>`. */
import { openSqliteStore } from "../../../../engine/store/sqlite/sqlite-store.ts";
import { stepOf } from "../../../../engine/store/step.ts";

const [path = "", what = "", name = "", count = "1"] = process.argv.slice(2);
const scope = "acme/books";
const store = await openSqliteStore(path);

if (what === "plan and die") {
  for (let index = 0; index < Number(count); index++) {
    const key = `${name}${index}`;
    const intent = {
      key,
      scope,
      flow: "f",
      source: key,
      step: stepOf("create", "books/invoice"),
      state: "planned",
    } as const;
    await store.intents.add({ ...intent, body: "{}", bodyHash: "h" }, 1, 1);
    process.stdout.write(`${key}\n`);
    store.intents.updateSoon(key, 1, { state: "confirmed" }, 2);
  }
  process.kill(process.pid, "SIGKILL");
}

if (what === "lock") {
  // Many writers at once, each with several writes in flight.
  const keys = Array.from({ length: Number(count) }, (_, index) => index);
  const results = await Promise.all(
    keys.map(async (index) => {
      const intent = {
        key: `shared ${index}`,
        scope,
        flow: "f",
        source: "s",
        step: stepOf("create", "books/invoice"),
        bodyHash: name,
      };
      const isOurs = await store.intents.add({ ...intent, state: "planned", body: "{}" }, 1, 1);
      await store.memory.put(scope, name, String(index), "1");
      return isOurs;
    }),
  );
  process.stdout.write(`${results.filter(Boolean).length}\n`);
}

if (what === "lease") {
  const taken = await store.leases.acquire("run x", name, Date.now(), 60_000);
  process.stdout.write("fence" in taken ? `${taken.fence}\n` : "no\n");
}

await store.close();
