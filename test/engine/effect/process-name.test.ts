import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { hasEnded, nameOfThisProcess, shownProcess } from "../../../engine/effect/process-name.ts";

const file = resolve(import.meta.dirname, "../../../engine/effect/process-name.ts");
const isLinux = process.platform === "linux";

/** Another process that tells its name and stays; what it calls itself looks like what the kernel says of one that is over. */
async function other(): Promise<{ readonly child: ChildProcess; readonly name: string }> {
  const code = `import { nameOfThisProcess } from ${JSON.stringify(file)}; process.title = "a) Z 0 1"; console.log(nameOfThisProcess()); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [text] = (await once(child.stdout as NonNullable<typeof child.stdout>, "data")) as [Buffer];
  return { child, name: text.toString().trim() };
}

/** The words of a name: host, number, chance, start, start of the kernel, namespaces. */
function changed(name: string, at: number, word: string): string {
  return name.split(" ").with(at, word).join(" ");
}

describe("the name of a process", () => {
  it("is one of its own, says which it is, and that it has not ended", () => {
    const name = nameOfThisProcess();
    expect(name).not.toBe(nameOfThisProcess());
    expect(shownProcess(name)).toMatch(new RegExp(`^process ${process.pid} on \\S+$`));
    expect(hasEnded(name)).toBe(false);
  });

  it.runIf(isLinux)(
    "of one that was killed is that of one that has ended, also before anybody asked for its end",
    async () => {
      const { child, name } = await other();
      expect(hasEnded(name)).toBe(false);
      // Its parent stands still, so that it stays as a number whose process is over.
      child.kill("SIGKILL");
      const until = Date.now() + 2000;
      while (!hasEnded(name) && Date.now() < until) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      expect(hasEnded(name)).toBe(true);
      await once(child, "exit");
      expect(hasEnded(name)).toBe(true);
    },
  );

  it.runIf(isLinux)("whose number another process has by now is that of one that has ended", () => {
    expect(hasEnded(changed(nameOfThisProcess(), 3, "1"))).toBe(true);
  });

  it("of another start of the machine, another machine, or another container tells nothing", async () => {
    const { child, name } = await other();
    child.kill("SIGKILL");
    await once(child, "exit");
    for (const [at, word] of [
      [4, "00000000-0000-0000-0000-000000000000"],
      [5, "pid:[1]"],
      [6, "time:[1]"],
    ] as const)
      expect(hasEnded(changed(name, at, word))).toBe(false);
  });

  it.runIf(isLinux)(
    "of one that belongs to another user, whom no signal of ours reaches, is that of one that lives",
    () => {
      const kill = vi.spyOn(process, "kill").mockImplementation(() => {
        throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
      });
      onTestFinished(() => kill.mockRestore());
      expect(hasEnded(nameOfThisProcess())).toBe(false);
    },
  );

  it("that is none of ours tells nothing", () => {
    const here = changed(changed(nameOfThisProcess(), 3, "1"), 1, "self");
    for (const name of [
      "",
      "worker-1",
      "host:12:5f3a",
      "host 999999999 5f3a",
      "host -1 5f3a 1 a b c",
      "host 0 5f3a 1 a b c",
      here,
    ])
      expect(hasEnded(name)).toBe(false);
    expect(shownProcess("worker-1")).toBe("worker-1");
  });
});
