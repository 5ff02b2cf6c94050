import { expect, it } from "vitest";
import { standardFunctions } from "../../engine/language/stdlib/stdlib.ts";
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

it("the functions of the language page are those of the standard library", () => {
  const rows = [...standardFunctions.values()]
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"))
    .map(({ signature, says, examples }) => {
      const shownExamples = examples.map(({ write, gives }) => `${code(write)} → ${code(shown(gives))}`).join("<br>");
      return `| ${code(signature)} | ${says.replaceAll("|", "\\|")} | ${shownExamples} |`;
    });
  const table = ["| function | gives | examples |", "| --- | --- | --- |", ...rows].join("\n");
  const { found, wanted } = generated("docs/language.md", "functions", table);
  expect(found).toBe(wanted);
});
