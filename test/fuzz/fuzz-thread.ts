/** The thread in which the inputs are taken; whoever started it sees which one it is at, and ends it. */
import { parentPort, workerData } from "node:worker_threads";
import { fuzz, type ToFuzz, targetNamed } from "./fuzz.ts";
import type { ThreadData } from "./watched.ts";

const { at, module } = workerData as ThreadData;
const { targets } = await import(module);

parentPort?.on("message", (asked: ToFuzz) => {
  const done = fuzz(targetNamed(targets, asked.target), asked, {
    begins: (seed) => void Atomics.store(at, 0, BigInt(seed)),
    finds: (finding) => parentPort?.postMessage({ kind: "finding", finding }),
  });
  parentPort?.postMessage({ kind: "done", done });
});
