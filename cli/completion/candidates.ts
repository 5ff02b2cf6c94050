import { COMMON, type Command, type Options, type OptionText } from "../command.ts";
import type { Verb } from "../verbs.ts";

/** A word that may stand at the end of the line, with a few words about it. */
export interface Candidate {
  readonly word: string;
  readonly text: string;
}

/** What the words of a workspace are asked for by. */
export type Known = "companies" | "integrations" | "flows" | "kinds";

export type NamesOf = (known: Known, typed: Typed) => Promise<readonly Candidate[]>;

/** The words before the one that is being typed, as far as they concern which workspace is meant. */
export interface Typed {
  readonly workspace: string | undefined;
}

/** By the name of the option or of the place: where its words come from. */
const KNOWN: Readonly<Record<string, Known>> = {
  company: "companies",
  integration: "integrations",
  flow: "flows",
  COMPANY: "companies",
  INTEGRATION: "integrations",
  FLOW: "flows",
  "SYSTEM[/KIND]": "kinds",
};

/** What the last word may become; the words are those behind `koppel`. None: whatever a file may be called. */
export async function candidates(
  words: readonly string[],
  verbs: readonly Verb[],
  namesOf: NamesOf,
): Promise<readonly Candidate[]> {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const all = await wordsAt(before, typed, verbs, namesOf);
  return all.filter(({ word }) => word.startsWith(typed));
}

async function wordsAt(
  before: readonly string[],
  typed: string,
  verbs: readonly Verb[],
  namesOf: NamesOf,
): Promise<readonly Candidate[]> {
  const [name, ...rest] = before;
  const named = verbs.map(({ name: word, summary }) => ({ word, text: summary }));
  if (name === undefined)
    return typed.startsWith("-")
      ? [
          { word: "--help", text: "" },
          { word: "--version", text: "" },
        ]
      : named;
  if (name === "help") return rest.length === 0 ? named : [];
  const verb = verbs.find((each) => each.name === name);
  if (verb === undefined) return [];
  const command = await verb.load();
  const { asks, given, positionals, workspace } = readLine(command, rest);
  if (asks !== undefined) return valuesOf(asks.name, asks.option, namesOf, workspace);
  if (typed.startsWith("-")) return optionsOf(command, given);
  const { names, words } = command.positionals;
  const place = names[Math.min(positionals, names.length - 1)];
  if (place === undefined || (positionals >= names.length && command.positionals.most <= names.length)) return [];
  if (words !== undefined && positionals === 0) return words.map((word) => ({ word, text: "" }));
  const known = KNOWN[place];
  return known === undefined ? [] : namesOf(known, { workspace });
}

interface Line {
  /** The option whose value is being typed. */
  readonly asks: { readonly name: string; readonly option: OptionText } | undefined;
  readonly given: ReadonlySet<string>;
  readonly positionals: number;
  readonly workspace: string | undefined;
}

function readLine(command: Command, words: readonly string[]): Line {
  const options: Options = { ...COMMON, ...command.options };
  const given = new Set<string>();
  let asks: Line["asks"];
  let positionals = 0;
  let workspace: string | undefined;
  for (const word of words) {
    if (asks !== undefined) {
      if (asks.name === "workspace") workspace = word;
      asks = undefined;
    } else if (word.startsWith("-")) {
      const [name, option] =
        Object.entries(options).find(([each, { short }]) => word === `--${each}` || word === `-${short}`) ?? [];
      if (name === undefined || option === undefined) continue;
      given.add(name);
      if (option.value !== undefined) asks = { name, option };
    } else positionals += 1;
  }
  return { asks, given, positionals, workspace };
}

async function valuesOf(
  name: string,
  { choices }: OptionText,
  namesOf: NamesOf,
  workspace: string | undefined,
): Promise<readonly Candidate[]> {
  if (choices !== undefined) return choices.map((word) => ({ word, text: "" }));
  const known = KNOWN[name];
  return known === undefined ? [] : namesOf(known, { workspace });
}

function optionsOf(command: Command, given: ReadonlySet<string>): readonly Candidate[] {
  return Object.entries({ ...command.options, ...COMMON })
    .filter(([name, { many }]) => many === true || !given.has(name))
    .map(([name, { text }]) => ({ word: `--${name}`, text }));
}
