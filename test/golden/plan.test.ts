import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { DemoSettings } from "../../cli/demo-workspace.ts";
import type { SandboxOptions } from "../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../sandbox/server/json.ts";
import { flowsOf, type Stage, withSandbox } from "../e2e/harness.ts";

/** `case.yaml`: the systems as the sandbox makes them from a seed, what happens before, and the call whose text is expected. */
interface Case {
  readonly sandbox: SandboxOptions;
  readonly demo?: DemoSettings;
  readonly settings?: JsonRecord;
  readonly before?: "run";
  /** Edits in Severa: sales invoices by number, and the first project. */
  readonly invoices?: Readonly<Record<string, JsonRecord>>;
  readonly project?: JsonRecord;
  readonly call: string;
}

const home = join(import.meta.dirname, "plan");

async function prepare(stage: Stage, { before, invoices, project }: Case): Promise<void> {
  if (before === "run") flowsOf(await stage.run());
  for (const [number, change] of Object.entries(invoices ?? {})) stage.edit(Number(number), change);
  if (project === undefined) return;
  const { world } = stage.sandbox.state.severa;
  const first = world.projects.at(0);
  world.projects.replace(String(first["guid"]), { ...first, ...project }, Date.now());
}

/** The sandbox's dates go by today, and paths by the folder it is called in. */
function withoutChance(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}/g, "YYYY-MM-DD").replace(/(?:\.\.\/)+\S*?(?=mappings\/)/g, "");
}

describe("koppel plan", () => {
  for (const name of readdirSync(home).toSorted()) {
    it(name.replaceAll("-", " "), { timeout: 60_000 }, async () => {
      const folder = join(home, name);
      const given = parse(readFileSync(join(folder, "case.yaml"), "utf8")) as Case;
      const { sandbox, demo = {}, settings = {} } = given;
      await withSandbox({ sandbox, demo, settings }, async (stage) => {
        await prepare(stage, given);
        const { code, out, err } = await stage.cli(...given.call.split(" "));
        const found = withoutChance(`koppel ${given.call}\nexit ${code}\n${out}${err}`);
        const path = join(folder, "expected.txt");
        if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, found);
        expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
        expect(found).toBe(readFileSync(path, "utf8"));
      });
    });
  }
});
