import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { Gate } from "../http/gate.ts";
import type { FileBytes } from "./file-bytes.ts";
import { FileFault } from "./file-fault.ts";
import { judgeBytes, judgePictures } from "./judge-files.ts";
import { LIMITS, type Limits } from "./limits.ts";

/** What the thread is told to make of which files. */
export interface Order {
  readonly as: "pdf" | "zip";
  readonly files: readonly FileBytes[];
  readonly pages: number;
}

/** What the thread says: that it works, which file it has come to, and what came of all. `broken`: nobody foresaw the fault. */
export type Answer =
  | { readonly kind: "starts" }
  | { readonly kind: "begins"; readonly file: string }
  | { readonly kind: "made"; readonly bytes: Uint8Array }
  | { readonly kind: "fault"; readonly message: string }
  | { readonly kind: "broken"; readonly problem: string };

/**
 * One file of several, made in a thread beside the program's own, which goes on meanwhile. Foreign files decide what that
 * costs: the thread is ended at the limits. One document after the other. Throws a `FileFault` that names the file.
 */
export async function makeApart(
  as: Order["as"],
  files: readonly FileBytes[],
  limits: Limits = LIMITS,
): Promise<Uint8Array> {
  judgeBytes(files, limits);
  if (as === "pdf") judgePictures(files, limits);
  return gate.run(() => make({ as, files, pages: limits.pages }, limits));
}

const gate = new Gate(1);
let idle: { readonly worker: Worker; readonly end: NodeJS.Timeout } | undefined;

/** In a checkout its source, in a package what was built of it. */
const THREAD = join(import.meta.dirname, `apart-thread${extname(import.meta.filename)}`);
/** To start one takes a tenth of a second, which those who carry one document after the other save. */
const IDLE_MS = 2000;
const LOOK_EACH_MS = 25;

function make(order: Order, limits: Limits): Promise<Uint8Array> {
  const worker = takeThread();
  const most = limits.memory + bytesOf(order.files);
  const tooMuch = `it takes more than ${limits.memory / 1_000_000} MB of memory`;
  let file = "what was sent";
  return new Promise<Uint8Array>((resolve, reject) => {
    const looks = setInterval(async () => {
      const size = await worker.getHeapStatistics().catch(() => undefined);
      if (size !== undefined && size.used_heap_size + size.external_memory > most) giveUp(tooMuch);
    }, LOOK_EACH_MS);
    let end: NodeJS.Timeout | undefined;
    const leave = (): void => {
      clearInterval(looks);
      clearTimeout(end);
      worker.off("message", heard).off("error", failed);
    };
    const giveUp = (why: string): void => {
      leave();
      endThread(worker);
      const what = order.as === "pdf" ? "joined into one PDF" : "packed";
      reject(new FileFault(`${file} cannot be ${what}: ${why}; a plainer file, such as a print of it, would do`));
    };
    const failed = (fault: Error & { readonly code?: string }): void => {
      if (fault.code === "ERR_WORKER_OUT_OF_MEMORY") giveUp(tooMuch);
      else {
        leave();
        reject(fault);
      }
    };
    const heard = (answer: Answer): void => {
      switch (answer.kind) {
        case "starts":
          end = setTimeout(
            () => giveUp(`it takes more than ${limits.milliseconds / 1000} seconds`),
            limits.milliseconds,
          );
          break;
        case "begins":
          file = answer.file;
          break;
        case "broken":
          giveUp(`it cannot be read (${answer.problem})`);
          break;
        case "made":
          leave();
          keepThread(worker);
          resolve(answer.bytes);
          break;
        case "fault":
          leave();
          keepThread(worker);
          reject(new FileFault(answer.message));
          break;
      }
    };
    worker.on("message", heard).on("error", failed);
    worker.postMessage(order);
  });
}

function bytesOf(files: readonly FileBytes[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

function takeThread(): Worker {
  if (idle === undefined) return startThread();
  const { worker, end } = idle;
  idle = undefined;
  clearTimeout(end);
  worker.ref();
  return worker;
}

function startThread(): Worker {
  const worker = new Worker(THREAD, {
    // No variable, no flag and no hook of the program's is of use there, and what a library prints is of use to nobody.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  // One that ends while nobody waits for it is not given out again.
  worker.on("exit", () => {
    if (idle?.worker === worker) idle = undefined;
  });
  return worker;
}

function keepThread(worker: Worker): void {
  worker.unref();
  const end = setTimeout(() => {
    idle = undefined;
    endThread(worker);
  }, IDLE_MS).unref();
  idle = { worker, end };
}

function endThread(worker: Worker): void {
  // Whatever it still says is of no account.
  worker.on("error", () => {});
  void worker.terminate();
}
