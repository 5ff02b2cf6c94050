import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sandbox-process.ts";

export interface Ended {
  readonly code: number | null;
  readonly seconds: number;
  /** The most memory that it had, as the kernel noted it. */
  readonly megabytes: number;
  /** Of the processor, all threads together. */
  readonly processorSeconds: number;
  readonly output: string;
}

const TICKS_A_SECOND = 100;
const KEPT = 4_000;

/** One call of the real command line in a process of its own, with its start; of its output the end is kept. */
export async function koppel(...words: readonly string[]): Promise<Ended> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, "cli/koppel.js"), ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let megabytes = 0;
  let processorSeconds = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+) kB/.exec(ofProcess(child.pid, "status"))?.[1] ?? 0) / 1000);
    const [user = 0, system = 0] = ofProcess(child.pid, "stat")
      .replace(/^.*\) /, "")
      .split(" ")
      .slice(11, 13)
      .map(Number);
    processorSeconds = Math.max(processorSeconds, (user + system) / TICKS_A_SECOND);
  }, 20);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output = `${output}${text.toString()}`.slice(-KEPT);
    });
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  return { code, seconds: (performance.now() - begun) / 1000, megabytes, processorSeconds, output };
}

function ofProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
