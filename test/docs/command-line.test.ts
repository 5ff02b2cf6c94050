import { describe, expect, it } from "vitest";
import { verbs } from "../../cli/verbs.ts";
import { readPage } from "./markdown.ts";

const page = readPage("docs/command-line.md");

/** What the page says below the heading of a verb. */
function partOf(verb: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(`${verb}\n`)) ?? "";
}

describe("the page on the command line", () => {
  it.each(verbs.map(({ name }) => name))("tells of koppel %s, and of the codes it exits with", async (name) => {
    const command = await verbs.find((verb) => verb.name === name)?.load();
    const part = partOf(name);
    expect(part).not.toBe("");
    const exits = /Exits ([\s\S]*?)(?:\n\n|$)/.exec(part)?.[1] ?? "";
    expect(new Set(exits.match(/\b[0-5]\b/g)?.map(Number))).toEqual(new Set(command?.exits));
  });
});
