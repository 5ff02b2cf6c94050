import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withSandbox } from "./harness.ts";

it("a run needs no code generation, so a daemon may be started with it off", { timeout: 60_000 }, () =>
  withSandbox({ sandbox: { invoices: 3, refusals: false, travel: 1, purchases: 2 } }, async (stage) => {
    const program = join(import.meta.dirname, "../../cli/koppel.js");
    const words = ["--disallow-code-generation-from-strings", program, "run", "--workspace", stage.workspace.path];
    const child = spawn(process.execPath, words, { stdio: "ignore" });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(0);
    expect(Object.keys(stage.sandbox.audit().invoices.sales)).toHaveLength(3);
  }),
);
