import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { forJson } from "../../value/cleaned.ts";
import { canonicalJson } from "../../value/json.ts";
import type { Value } from "../../value/value.ts";
import type { PlannedAction } from "../../work/base/planned.ts";
import { savedAction } from "../../work/base/saved-action.ts";
import { type PlanCount, type PlanHead, planIdOf } from "./format.ts";
import type { Total } from "./totals.ts";

/** Written out when so much has come together. */
const AT_ONCE = 64 * 1024;

/**
 * A plan on its way into a file: line by line into one beside it, which takes the file's place when the plan is whole. Only its
 * owner may read it.
 */
export class PlanWriter {
  readonly #path: string;
  readonly #besides: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  readonly #counts = new Map<string, PlanCount>();
  #text = "";
  #items = 0;

  private constructor(path: string, besides: string, file: FileHandle) {
    this.#path = path;
    this.#besides = besides;
    this.#file = file;
  }

  static async open(path: string, head: PlanHead): Promise<PlanWriter> {
    const besides = join(dirname(path), `.koppel-plan-${randomUUID()}`);
    const writer = new PlanWriter(path, besides, await open(besides, "wx", 0o600));
    await writer.#line(head);
    return writer;
  }

  /** What nothing is done with is not in a saved plan. */
  async add(scope: string, planned: PlannedAction): Promise<void> {
    if (planned.action === "nothing" || planned.action === "pass") return;
    const { flow, action } = planned;
    const key = `${scope} ${flow} ${action}`;
    this.#counts.set(key, { scope, flow, action, count: (this.#counts.get(key)?.count ?? 0) + 1 });
    this.#items++;
    await this.#line({ item: { scope, ...savedAction(planned) } });
  }

  /** The plan is whole: it takes the file's place. Answers what it is called. */
  async end(totals: readonly Total[]): Promise<{ readonly id: string; readonly items: number }> {
    const foot = { items: this.#items, counts: [...this.#counts.values()], totals };
    await this.#line({ foot });
    const hash = this.#hash.digest("hex");
    this.#text += `${JSON.stringify({ hash })}\n`;
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    await rename(this.#besides, this.#path);
    return { id: planIdOf(hash), items: this.#items };
  }

  /** There will be no such plan; the file stays as it was. */
  async giveUp(): Promise<void> {
    await this.#file.close();
    await rm(this.#besides, { force: true });
  }

  async #line(value: object): Promise<void> {
    const line = `${forJson(canonicalJson(value as Value))}\n`;
    this.#hash.update(line);
    this.#text += line;
    if (this.#text.length >= AT_ONCE) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    await this.#file.write(text);
  }
}
