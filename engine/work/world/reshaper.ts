/**
 * The process that evaluates JSONata: whoever started it ends it when an expression takes too long, and the runtime when it
 * takes too much memory. Nothing else could be hurt by that, not even by what ends a process as a whole.
 */
import { Worker } from "node:worker_threads";
import jsonata from "jsonata";
import { LIMITS, type Reshaped, type ToReshape } from "./reshaping.ts";

/** JSONata's own word for it. */
const OUT_OF_TIME = "D1012";

const compiled = new Map<string, ReturnType<typeof jsonata>>();

process.on("message", (asked: ToReshape) => {
  evaluate(asked).then(
    (answer) => process.send?.(answer),
    (fault) => process.send?.(failure(fault)),
  );
});
process.on("disconnect", () => process.exit());
// A signal from the terminal goes to all; when to end is decided by whoever started it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
endWithParent();
process.send?.("ready");

async function evaluate({ text, input }: ToReshape): Promise<Reshaped> {
  const expression =
    compiled.get(text) ?? jsonata(text, { timeout: LIMITS.ms, stack: LIMITS.nesting, sequence: LIMITS.entries });
  compiled.set(text, expression);
  // With names of its own: without them what it binds would be there for the next record, of another company perhaps.
  const result: unknown = await expression.evaluate(JSON.parse(input), {});
  if (result === undefined || result === null) return { kind: "nothing" };
  const json = jsonOf(result);
  if (json === undefined) return { kind: "failed", problem: "its result is no value but a function" };
  if (json.length > LIMITS.characters) return { kind: "failed", problem: "its result is too long" };
  return { kind: "result", json };
}

function jsonOf(result: unknown): string | undefined {
  try {
    return JSON.stringify(result);
  } catch {
    // JSONata's functions refer to themselves.
    return undefined;
  }
}

/** JSONata throws plain objects with a code and a message. */
function failure(fault: unknown): Reshaped {
  if (typeof fault !== "object" || fault === null || !("message" in fault))
    return { kind: "failed", problem: String(fault) };
  return "code" in fault && fault.code === OUT_OF_TIME
    ? { kind: "late" }
    : { kind: "failed", problem: String(fault.message) };
}

/** Busy with an expression that never ends, this thread would not hear that nobody waits for it any more; another does. */
function endWithParent(): void {
  const watch = `setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL"); }, 500)`;
  new Worker(watch, { eval: true }).unref();
}
