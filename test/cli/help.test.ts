import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import type { Command } from "../../cli/command.ts";
import { EXIT } from "../../cli/exit-code.ts";
import { helpOfVerb } from "../../cli/help.ts";

const command = {
  name: "look",
  summary: "looks",
  usage: "[PATH…] [options]",
  text: "Looks at files.",
  positionals: { least: 0, most: 1, names: ["PATH"] },
  options: {
    name: { value: "TEXT", text: "only these", many: true },
    format: { value: "FORM", text: "how", choices: ["text", "json"], default: "text" },
    quiet: { short: "q", text: "says little" },
  },
  examples: [{ line: "koppel look", text: "all of them" }],
  exits: [EXIT.fine, EXIT.usage],
  run: async () => EXIT.fine,
} as unknown as Command;

const lines = helpOfVerb(command, picocolors.createColors(false)).split("\n");

describe("the help of a verb", () => {
  it("lines its options up, with what is usual, possible and repeatable of each", () => {
    const texts = ["only these (may be repeated)", "how (text, json; text if left out)", "says little"];
    const found = texts.map((text) => lines.find((line) => line.endsWith(`  ${text}`)));
    expect(found.map((line) => line?.trim().split("  ")[0])).toEqual(["--name TEXT", "--format FORM", "-q, --quiet"]);
    expect(new Set(found.map((line, index) => line?.indexOf(texts[index] ?? ""))).size).toBe(1);
  });

  it("ends with its exit codes alone", () => {
    expect(lines[0]).toBe("Usage: koppel look [PATH…] [options]");
    expect(lines.slice(-3)).toEqual(["Exit codes:", "  0  all is well", "  2  the command line is wrong"]);
  });
});
