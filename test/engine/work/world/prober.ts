/** Tries what a process may do, and tells what came of it: `done`, or the code of the error. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";

const [secret = "", port] = process.argv.slice(2);

async function tried(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return "done";
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return code ?? name;
  }
}

process.send?.({
  write: await tried(() => writeFileSync(secret, "")),
  start: await tried(() => {
    const { error } = spawnSync("true");
    if (error !== undefined) throw error;
  }),
  code: await tried(() => new Function("return 1")()),
  environment: await tried(() => {
    const names = Object.keys(process.env).filter((name) => !name.startsWith("NODE_CHANNEL"));
    if (names.length > 0) throw new Error(names.join());
  }),
  network: await tried(
    () =>
      new Promise<void>((done, fail) => {
        const socket = connect(Number(port), "127.0.0.1", () => {
          socket.destroy();
          done();
        });
        socket.on("error", fail);
      }),
  ),
});
