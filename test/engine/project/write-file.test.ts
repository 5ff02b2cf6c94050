import { spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { Bounds } from "../../../engine/project/bounds.ts";
import { writeFile } from "../../../engine/project/write-file.ts";
import { temporaryFolder } from "../store/sqlite/temporary-store.ts";

function scene() {
  const folder = temporaryFolder();
  const project = join(folder, "project");
  mkdirSync(project);
  const victim = join(folder, "victim");
  writeFileSync(victim, "precious");
  return { project, victim, bounds: new Bounds(project), at: (name: string) => join(project, name) };
}

it("a text stands in the file alone, whether it was there or not, longer or not", () => {
  const { at, bounds } = scene();
  for (const text of ["a long text ä\n", "short"]) {
    writeFile(at("a.yaml"), text, bounds);
    expect(readFileSync(at("a.yaml"), "utf8")).toBe(text);
  }
});

it("a link within the project is written through", () => {
  const { at, bounds } = scene();
  writeFileSync(at("a.yaml"), "old");
  symlinkSync("a.yaml", at("link.yaml"));
  writeFile(at("link.yaml"), "new", bounds);
  expect(readFileSync(at("a.yaml"), "utf8")).toBe("new");
});

it("nothing outside is written or made, whatever the link", () => {
  const { at, bounds, victim } = scene();
  symlinkSync(victim, at("link.yaml"));
  symlinkSync(`${victim}-2`, at("new.yaml"));
  for (const name of ["link.yaml", "new.yaml", "../victim"])
    expect(() => writeFile(at(name), "x", bounds)).toThrow(/is not written: it leads to .*victim/);
  expect(readFileSync(victim, "utf8")).toBe("precious");
  expect(() => readFileSync(`${victim}-2`)).toThrow("ENOENT");
});

/** Bounds of which somebody takes advantage between the first look and the writing. */
function lateBounds(folder: string, meanwhile: () => void): Bounds {
  return new (class extends Bounds {
    #looks = 0;
    override follow(path: string) {
      const found = super.follow(path);
      if (this.#looks++ === 0) meanwhile();
      return found;
    }
  })(folder);
}

it("what is put in the place of the file after it was looked at is not written through, nor made", () => {
  const { at, bounds, victim } = scene();
  for (const target of [victim, `${victim}-2`]) {
    rmSync(at("a.yaml"), { force: true });
    writeFileSync(at("a.yaml"), "old");
    const late = lateBounds(at("."), () => void spawnSync("ln", ["-sf", target, at("a.yaml")]));
    expect(() => writeFile(at("a.yaml"), "x", late)).toThrow("is not written");
    expect(() => writeFile(at("a.yaml"), "x", bounds)).toThrow("is not written");
  }
  expect(readFileSync(victim, "utf8")).toBe("precious");
  expect(existsSync(`${victim}-2`)).toBe(false);
});

it("a folder that becomes a link after it was looked at leads nowhere either", () => {
  const { at, victim } = scene();
  mkdirSync(at("inner"));
  writeFileSync(at("inner/victim"), "old");
  const late = lateBounds(at("."), () => {
    renameSync(at("inner"), at("inner-2"));
    symlinkSync(dirname(victim), at("inner"));
  });
  expect(() => writeFile(at("inner/victim"), "x", late)).toThrow("is not written");
  expect(readFileSync(victim, "utf8")).toBe("precious");
});

it.skipIf(process.platform === "win32")("a pipe is no file", () => {
  const { at, bounds } = scene();
  spawnSync("mkfifo", [at("pipe")]);
  expect(() => writeFile(at("pipe"), "x", bounds)).toThrow("it is no file");
  const reader = openSync(at("pipe"), constants.O_RDONLY | constants.O_NONBLOCK);
  expect(() => writeFile(at("pipe"), "x", bounds)).toThrow("it is no file");
  closeSync(reader);
});
