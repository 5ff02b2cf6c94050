import { fork } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { CONFINED } from "../../../../engine/work/world/reshaper-process.ts";

const prober = fileURLToPath(new URL("prober.ts", import.meta.url));
const hasNetworkRule = Number(process.versions.node.split(".")[0]) >= 26;

it("the process of JSONata may do not write, start programs or make code, and on Node 26 nothing with the network", async () => {
  const secret = join(tmpdir(), `koppel-confined-${process.pid}`);
  writeFileSync(secret, "secret");
  const server = createServer((_, answer) => answer.end("here")).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as { readonly port: number };
  const child = fork(prober, [secret, String(port)], {
    env: {},
    execArgv: CONFINED,
    silent: true,
  });
  const found = await new Promise<Record<string, string>>((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
  });
  server.close();
  child.kill();
  rmSync(secret);
  expect(found).toEqual({
    write: "ERR_ACCESS_DENIED",
    start: "ERR_ACCESS_DENIED",
    code: "EvalError",
    environment: "done",
    network: hasNetworkRule ? "ERR_ACCESS_DENIED" : "done",
  });
});
