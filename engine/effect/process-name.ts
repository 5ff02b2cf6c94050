import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * A name for this process that no other ever has, in leases: host, process number, and from when and where that number counts.
 * Where the machine does not tell the latter it is left out, and nobody can find out whether the process has ended.
 */
export function nameOfThisProcess(): string {
  const kernel = kernelName();
  const started = statOf("self")?.started;
  const known = kernel === undefined || started === undefined ? "" : ` ${started} ${kernel}`;
  return `${hostname().replaceAll(" ", "-")} ${process.pid} ${randomUUID().slice(0, 8)}${known}`;
}

/** `process 4711 on db2`, for people. */
export function shownProcess(name: string): string {
  const [host, pid] = name.split(" ");
  return pid === undefined ? name : `process ${pid} on ${host}`;
}

/**
 * Whether the process of this name has certainly ended: it ran on this very start of this machine, where process numbers
 * mean the same as here, and its number is free or another process's by now. False whenever there is a doubt, such as a name
 * from another host or container.
 */
export function hasEnded(name: string): boolean {
  const [, pid, , started, ...kernel] = name.split(" ");
  if (pid === undefined || started === undefined || !/^[1-9]\d*$/.test(pid)) return false;
  const here = kernelName();
  if (here === undefined || kernel.join(" ") !== here) return false;
  // Asked of the kernel itself: the list of processes may hide those of other users.
  if (!isThere(Number(pid))) return true;
  const found = statOf(pid);
  if (found === undefined) return false;
  // A process that has ended and was not asked for yet still has its number; its threads are gone with the last of them.
  const isOver = (found.state === "Z" || found.state === "X") && found.threads <= 1;
  return found.started !== started || isOver;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** This start of the kernel, and the namespaces in which numbers and start times are counted. */
function kernelName(): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    if (boot === "") return undefined;
    return [boot, readlinkSync("/proc/self/ns/pid"), timeNamespace()].join(" ");
  } catch {
    return undefined;
  }
}

function timeNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/time");
  } catch (error) {
    // Older kernels have one time for all.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "time:one";
    throw error;
  }
}

interface Stat {
  readonly state: string;
  readonly threads: number;
  /** In ticks since the kernel started. */
  readonly started: string;
}

function statOf(pid: string): Stat | undefined {
  try {
    // The name before the last bracket is the program's own and may hold anything.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, threads, started] = [fields[0], fields[17], fields[19]];
    if (state === undefined || threads === undefined || started === undefined) return undefined;
    return { state, threads: Number(threads), started };
  } catch {
    return undefined;
  }
}
