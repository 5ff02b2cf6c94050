import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { LIMITS, type Reshaped, type ToReshape } from "./reshaping.ts";

/** `killed`: the process ended by itself, which lack of memory does. `unwanted`: not begun, since nobody waits any more. */
export type Answer = Reshaped | { readonly kind: "killed" | "unwanted" };

interface Waiting {
  readonly asked: ToReshape;
  readonly wanted: () => boolean;
  readonly answer: (answer: Answer) => void;
}

/** What JSONata's own look at the clock may need, and an answer that came while this process was busy. */
const GRACE_MS = 200;
/**
 * Expressions have no business with files, the network or other processes, and code is not made from what they say. Files may
 * be read, for the program's own sake; Node 26 closes the network as well, of which Node 24 knows nothing.
 */
export const CONFINED = [
  "--permission",
  "--allow-fs-read=*",
  "--allow-worker",
  "--disallow-code-generation-from-strings",
];
/** What Node itself may need to start. Nothing else of the environment is handed on: secrets may stand in it. */
const NEEDED = ["SystemRoot", "LD_LIBRARY_PATH"];

/** Built, it is JavaScript like this file. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "reshaper.ts" : "reshaper.js", import.meta.url),
);

/**
 * The process that evaluates JSONata: started at the first expression, kept between them, ended at the limits and started
 * anew for the next. It has one expression at a time; the others wait here.
 */
export class ReshaperProcess {
  readonly #waiting: Waiting[] = [];
  #child: ChildProcess | undefined;
  #ready = false;
  #current: Waiting | undefined;
  #late = false;

  constructor() {
    process.on("exit", () => this.#child?.kill("SIGKILL"));
  }

  /** `wanted` is asked when its turn comes. */
  evaluate(asked: ToReshape, wanted: () => boolean): Promise<Answer> {
    return new Promise((answer) => {
      this.#waiting.push({ asked, wanted, answer });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    while (this.#waiting[0]?.wanted() === false) this.#waiting.shift()?.answer({ kind: "unwanted" });
    if (this.#waiting.length === 0) {
      this.#rest();
      return;
    }
    this.#child ??= this.#start();
    // While somebody waits the program goes on.
    this.#child.ref();
    this.#child.channel?.ref();
    if (!this.#ready) return;
    const current = this.#waiting.shift() as Waiting;
    this.#current = current;
    // That it could not be sent, since the process has just ended, is told by its end.
    this.#child.send(current.asked, () => {});
    // In two steps: an answer that came while this process was busy is heard between them.
    setTimeout(() => setTimeout(() => this.#end(current), GRACE_MS / 2), LIMITS.ms + GRACE_MS / 2);
  }

  /** Between expressions it must not keep the program alive. */
  #rest(): void {
    this.#child?.unref();
    this.#child?.channel?.unref();
  }

  #end(late: Waiting): void {
    if (this.#current !== late) return;
    this.#late = true;
    this.#child?.kill("SIGKILL");
  }

  #start(): ChildProcess {
    const env = Object.fromEntries(NEEDED.map((name) => [name, process.env[name]]));
    const execArgv = [...CONFINED, `--max-old-space-size=${LIMITS.megabytes}`];
    const child = fork(program, [], { env, execArgv, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("message", (said: Reshaped | "ready") => {
      if (said === "ready") this.#ready = true;
      else this.#answer(said);
      this.#next();
    });
    child.once("error", (fault) => this.#ended(child, fault.message));
    child.once("exit", (code, signal) => this.#ended(child, `it ended with ${signal ?? code}`));
    return child;
  }

  #answer(answer: Answer): void {
    const current = this.#current;
    this.#current = undefined;
    current?.answer(answer);
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    const started = this.#ready;
    const late = this.#late;
    this.#child = undefined;
    this.#ready = false;
    this.#late = false;
    this.#answer({ kind: late ? "late" : "killed" });
    // One that does not even start would be started for ever.
    if (!started)
      for (const { answer } of this.#waiting.splice(0))
        answer({ kind: "failed", problem: `the process for it does not start: ${how}` });
    this.#next();
  }
}
