import { expect, it } from "vitest";
import { standardFunctions } from "../../engine/language/stdlib/stdlib.ts";
import type { Given } from "../../engine/language/types/function.ts";
import { toText } from "../../engine/value/decimal.ts";
import { Money, type Value } from "../../engine/value/value.ts";
import { generated } from "./markdown.ts";

function shown(value: Value): string {
  if (value === undefined) return "absent";
  if (value instanceof Money) return `${toText(value.amount)} ${value.currency}`;
  if (Array.isArray(value)) return `[${value.map((item: Value) => shown(item)).join(", ")}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** What an example needs around it, in words. */
function around({ today, words, files }: Given = {}): string {
  const all = (names: readonly string[]): string => names.map(code).join(" and ");
  if (today !== undefined) return ` on ${today}`;
  if (words !== undefined) return ` where the list has ${all(words)}`;
  if (files === undefined) return "";
  return ` where ${Object.entries(files)
    .map(([name, file]) => `${code(name)} is the file ${file}`)
    .join(" and ")}`;
}

it("the functions of the language page are those of the standard library", () => {
  const rows = [...standardFunctions.values()]
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"))
    .map(({ signature, says, examples }) => {
      const shownExamples = examples
        .map(({ write, gives, given }) => `${code(write)} → ${code(shown(gives))}${around(given)}`)
        .join("<br>");
      return `| ${code(signature)} | ${says.replaceAll("|", "\\|")} | ${shownExamples} |`;
    });
  const table = ["| function | gives | examples |", "| --- | --- | --- |", ...rows].join("\n");
  const { found, wanted } = generated("docs/language.md", "functions", table);
  expect(found).toBe(wanted);
});
