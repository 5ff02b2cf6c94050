import { parseArgs } from "node:util";
import { nearest } from "../engine/source/nearest.ts";
import { COMMON, type Command, type Options, type OptionText } from "./command.ts";
import { usageFailure } from "./failure.ts";

/** What stands behind the verb, checked against what the verb takes. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Whether the option stands on the command line, with or without a value. */
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  whole(name: string): number | undefined;
}

type Values = ReadonlyMap<string, readonly (string | true)[]>;

/** Throws a `Failure` that names the nearest right option or value. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const options = { ...COMMON, ...command.options };
  const { tokens } = parseArgs({
    args: [...words],
    options: forNode(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, (string | true)[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const value = readOption(command, options, token);
    if (value === false) continue;
    values.set(token.name, [...(values.get(token.name) ?? []), value]);
  }
  checkRepeats(command, options, values);
  if (!values.has("help")) checkPositionals(command, positionals);
  return answers(positionals, options, values);
}

function forNode(options: Options): Record<string, { type: "string" | "boolean"; short?: string; multiple: true }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? "boolean" : "string", multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  );
}

/** False for `--no-…` of nothing: such an option does not exist here unless it is declared by that name. */
function readOption(
  command: Command,
  options: Options,
  token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
): string | true | false {
  const option = options[token.name];
  if (option === undefined) throw unknownOption(command, options, token.rawName);
  if (option.value === undefined) {
    if (token.value === undefined) return true;
    throw usageFailure(`${token.rawName} takes no value, but has "${token.value}"`, seeHelp(command));
  }
  if (token.value === undefined || token.value === "")
    throw usageFailure(`${token.rawName} needs a value: ${token.rawName} ${option.value}`, seeHelp(command));
  checkValue(command, token.rawName, option, token.value);
  return token.value;
}

function unknownOption(command: Command, options: Options, rawName: string): Error {
  const known = Object.keys(options).map((name) => `--${name}`);
  const near = nearest(rawName.replace(/=.*/, ""), known);
  return usageFailure(
    `koppel ${command.name} has no option ${rawName}`,
    ...(near === undefined ? [] : [`Did you mean ${near}?`]),
    seeHelp(command),
  );
}

function checkValue(command: Command, name: string, { choices, whole }: OptionText, value: string): void {
  if (choices !== undefined && !choices.includes(value)) {
    const near = nearest(value, choices);
    throw usageFailure(
      `${name} cannot be "${value}"; it is one of ${choices.join(", ")}`,
      ...(near === undefined ? [] : [`Did you mean ${near}?`]),
      seeHelp(command),
    );
  }
  if (whole === undefined) return;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= whole.least && number <= whole.most) return;
  throw usageFailure(
    `${name} is a whole number from ${whole.least} to ${whole.most}, not "${value}"`,
    seeHelp(command),
  );
}

function checkRepeats(command: Command, options: Options, values: Values): void {
  for (const [name, given] of values) {
    const option = options[name];
    if (given.length > 1 && option?.value !== undefined && option.many !== true) {
      throw usageFailure(`--${name} stands ${given.length} times; it can be given once`, seeHelp(command));
    }
  }
}

function checkPositionals(command: Command, positionals: readonly string[]): void {
  const { least, most, names } = command.positionals;
  if (positionals.length < least) {
    throw usageFailure(
      `koppel ${command.name} needs ${names.slice(positionals.length, least).join(" and ")}`,
      `Usage: koppel ${command.name} ${command.usage}`,
      seeHelp(command),
    );
  }
  if (positionals.length > most) {
    throw usageFailure(
      `koppel ${command.name} does not know what to do with "${positionals[most]}"`,
      `Usage: koppel ${command.name} ${command.usage}`,
      seeHelp(command),
    );
  }
}

function seeHelp(command: Command): string {
  return `See "koppel ${command.name} --help".`;
}

function answers(positionals: readonly string[], options: Options, values: Values): Arguments {
  const texts = (name: string): readonly string[] => {
    const given = (values.get(name) ?? []).filter((value) => value !== true);
    const standard = options[name]?.default;
    return given.length === 0 && standard !== undefined ? [standard] : given;
  };
  const text = (name: string): string | undefined => texts(name)[0];
  return {
    positionals,
    flag: (name) => values.has(name),
    text,
    texts,
    whole: (name) => {
      const given = text(name);
      return given === undefined ? undefined : Number(given);
    },
  };
}
