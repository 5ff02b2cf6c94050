import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const main = fileURLToPath(new URL("../../sandbox/main.ts", import.meta.url));

it("prints its addresses in one line of JSON and ends on SIGTERM", async () => {
  const child = spawn(process.execPath, [main, "--invoices", "5", "--no-quota"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { severa: address } = JSON.parse(line.toString()) as { severa: { baseUrl: string } };
  expect(await (await fetch(`${address.baseUrl}/heartbeat/server`)).text()).toBe("Server is alive.");
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

it("says what is wrong with a flag and how it is used", async () => {
  const child = spawn(process.execPath, [main, "--invoices", "many"], { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  expect((await once(child, "exit"))[0]).toBe(2);
  expect(text).toContain("invoices is a whole number from 1 to 100000");
});
