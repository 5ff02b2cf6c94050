import type { Colours } from "../engine/report/screen.ts";
import { COMMON, type Command, type Options } from "./command.ts";
import { EXIT_MEANINGS } from "./exit-code.ts";
import type { Verb } from "./verbs.ts";

export function helpOfAll(verbs: readonly Verb[], { bold, dim }: Colours): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  return [
    "Koppel keeps business systems in step, from mapping files that are reviewed like text.",
    "",
    `${bold("Usage:")} koppel VERB [options]`,
    "",
    ...verbs.map(({ name, summary }) => `  ${bold(name.padEnd(width))}  ${summary}`),
    "",
    `Every verb tells more with --help: ${dim("koppel check --help")}`,
    "",
    bold("Exit codes:"),
    ...Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `  ${code}  ${meaning}`),
  ].join("\n");
}

export function helpOfVerb(command: Command, { bold, dim }: Colours): string {
  return [
    `${bold("Usage:")} koppel ${command.name} ${command.usage}`.trimEnd(),
    "",
    command.text,
    "",
    bold("Options:"),
    ...optionLines({ ...command.options, ...COMMON }),
    "",
    bold("Examples:"),
    ...command.examples.flatMap(({ line, text }) => [`  ${line}`, `      ${dim(text)}`]),
    "",
    bold("Exit codes:"),
    ...command.exits.map((code) => `  ${code}  ${EXIT_MEANINGS[code]}`),
  ].join("\n");
}

function optionLines(options: Options): readonly string[] {
  const rows = Object.entries(options).map(([name, { value, short, text, choices, default: standard, many }]) => {
    const head = `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
    const notes = [
      choices?.join(", "),
      standard === undefined ? undefined : `${standard} if left out`,
      many ? "may be repeated" : undefined,
    ];
    const note = notes.filter((part) => part !== undefined).join("; ");
    return [head, note === "" ? text : `${text} (${note})`] as const;
  });
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`);
}
