import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import { verbs } from "../../cli/verbs.ts";

const root = join(import.meta.dirname, "../..");

/** Takes the words as the command line would, which throws where it would end with 2. */
async function take(line: string): Promise<readonly string[]> {
  const [, name, ...words] = shellWords(line.replace(/ > \S+$/, ""));
  const verb = verbs.find((each) => each.name === name);
  if (verb === undefined) throw new Error(`there is no verb in: ${line}`);
  return readArguments(await verb.load(), words).positionals;
}

function shellWords(line: string): readonly string[] {
  return (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
}

/** `koppel …` up to what cannot be a part of the call. */
function callsIn(text: string): readonly string[] {
  return [...text.matchAll(/koppel [a-z]+(?: (?:-[\w-]+|[\w./-]*[\w-]))*/g)].map(([call]) => call);
}

describe("an example of a help page", async () => {
  const commands = await Promise.all(verbs.map((verb) => verb.load()));
  const examples = commands.flatMap((command) =>
    command.examples.map((example) => ({ ...example, name: command.name })),
  );

  it.each(examples)("$line", async ({ line, text, name }) => {
    const positionals = await take(line);
    expect(line).toMatch(new RegExp(`^koppel ${name}\\b`));
    for (const call of callsIn(text)) await take(call);
    const paths = positionals.filter((word) => word.startsWith("mappings/"));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("names flows and integrations that there are", () => {
    const flow = /--flow (\S+)/.exec(examples.map(({ line }) => line).join("\n"))?.[1];
    const integration = examples.find(({ name }) => name === "setup")?.line.split(" ")[3];
    expect(existsSync(join(root, "mappings", String(integration), `${flow}.yaml`))).toBe(true);
  });
});

describe("a call on a page is one that the command line takes", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    "cli/starter/README.md",
    ...readdirSync(join(root, "docs"), { recursive: true }).map((name) => `docs/${name}`),
  ].filter((path) => path.endsWith(".md"));

  it.each(pages)("%s", async (path) => {
    const text = readFileSync(join(root, path), "utf8");
    const written = [
      ...text.matchAll(/`(?:npx )?(koppel [a-z][^`\n|]*)`|^(?: {4}|\$ |.*run: )(?:npx )?(koppel [a-z][^#\n]*)/gm),
    ];
    const wrong: string[] = [];
    for (const [, inline, line] of written) {
      const call = String(inline ?? line)
        .replace(/\s+#.*$/, "")
        .trim();
      try {
        await take(call.replaceAll("…", "x"));
      } catch (error) {
        wrong.push(`${call}: ${(error as Error).message}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
