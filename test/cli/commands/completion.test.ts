import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const program = resolve(import.meta.dirname, "../../../cli/koppel.js");
const folder = mkdtempSync(join(tmpdir(), "koppel-completion-"));
const evil = "evil $(touch ran)";

beforeAll(() => {
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "shop"));
  writeFileSync(join(folder, "bin/koppel"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
    mode: 0o755,
  });
  call("sh", "-c", "koppel init shop");
  // Company names are text of others, which a shell must not run.
  const path = join(folder, "shop/koppel.yaml");
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace("companies:\n", `companies:\n  "${evil}":\n    timezone: UTC\n    integrations: {}\n`),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function call(command: string, ...words: readonly string[]): { readonly code: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: existsSync(join(folder, "shop/koppel.yaml")) ? join(folder, "shop") : folder,
    encoding: "utf8",
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, HOME: folder, LC_ALL: "C.UTF-8" },
  });
  return { code: status, text: `${stdout}${stderr}` };
}

const isHere = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;
const linesOf = ({ text }: { readonly text: string }): readonly string[] => text.trimEnd().split("\n");

describe("koppel completion", () => {
  it("says which shells there are", () => {
    expect(call("koppel", "completion", "csh")).toEqual({
      code: 2,
      text: 'error: there is no completion for "csh"\n  The shells are bash, zsh, fish.\n',
    });
  });

  it("has nothing to say, and no fault to tell, where the workspace cannot be read", () => {
    expect(call("koppel", "completion", "words", "--", "run", "-w", "nowhere", "-c", "")).toEqual({
      code: 0,
      text: "",
    });
  });
});

describe.skipIf(!isHere("bash"))("in bash (skipped where it is not installed)", () => {
  const complete = (...words: readonly string[]) => {
    const typed = words.map((word) => `'${word}'`).join(" ");
    const lines = [
      'eval "$(koppel completion bash)"',
      `COMP_WORDS=(koppel ${typed}); COMP_CWORD=${words.length}; _koppel; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ];
    return linesOf(call("bash", "-c", lines.join("\n")));
  };

  it("completes verbs, options, their words and names of the workspace", () => {
    expect(complete("sta")).toEqual(["status"]);
    expect(complete("log", "--format", "")).toEqual(["pretty", "json"]);
    expect(complete("setup", "demo", "")).toEqual(["customers"]);
  });

  it("puts a name into the line as one word that runs nothing", () => {
    expect(complete("run", "--company", "")).toEqual(["evil\\ \\$\\(touch\\ ran\\)", "demo"]);
    expect(existsSync(join(folder, "shop/ran"))).toBe(false);
  });
});

describe.skipIf(!isHere("zsh"))("in zsh (skipped where it is not installed)", () => {
  const complete = (...words: readonly string[]) => {
    const typed = words.map((word) => `'${word}'`).join(" ");
    const lines = [
      "compdef() { :; }",
      `_describe() { print -rl -- $\{(P)2}; }`,
      "_files() { print files; }",
      'eval "$(koppel completion zsh)"',
      `words=(koppel ${typed}); CURRENT=${words.length + 1}; _koppel`,
    ];
    return linesOf(call("zsh", "-fc", lines.join("\n")));
  };

  it("completes verbs, options, their words and names of the workspace, and files elsewhere", () => {
    expect(complete("stat")).toEqual(["status:shows where every integration stands"]);
    expect(complete("run", "--company", "d")).toEqual(["demo:Demo Oy"]);
    expect(complete("check", "map")).toEqual(["files"]);
    expect(existsSync(join(folder, "shop/ran"))).toBe(false);
  });
});

describe.skipIf(!isHere("fish"))("in fish (skipped where it is not installed)", () => {
  const complete = (line: string) =>
    linesOf(call("fish", "-c", `koppel completion fish | source; complete -C '${line}'`)).map(
      (each) => each.split("\t")[0],
    );

  it("completes verbs, options, their words and names of the workspace, and files elsewhere", () => {
    expect(complete("koppel statu")).toEqual(["status"]);
    expect(complete("koppel run --company de")).toEqual(["demo"]);
    expect(complete("koppel check map")).toEqual(["mappings/"]);
    expect(existsSync(join(folder, "shop/ran"))).toBe(false);
  });
});
