import { forLine, forSentence } from "../../engine/value/cleaned.ts";
import { readArguments } from "../arguments.ts";
import { ANY_NUMBER, type Call, type Command } from "../command.ts";
import { type Candidate, candidates, type Known, type Typed } from "../completion/candidates.ts";
import { SHELLS, scripts } from "../completion/scripts.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { usageFailure } from "../failure.ts";

export const completion: Command = {
  name: "completion",
  summary: "prints what a shell needs to complete koppel's words",
  usage: "SHELL",
  text: [
    `SHELL is ${SHELLS.join(", ")}. Completes verbs, options, their words, and the companies, integrations, flows, systems and kinds of the`,
    "workspace. The script calls koppel completion words -- WORD… for each completion.",
  ].join("\n"),
  positionals: { least: 1, most: ANY_NUMBER, names: ["SHELL"], words: SHELLS },
  options: {},
  examples: [
    { line: "koppel completion bash", text: 'in ~/.bashrc: eval "$(koppel completion bash)"' },
    { line: "koppel completion zsh", text: 'in ~/.zshrc, after compinit: eval "$(koppel completion zsh)"' },
    { line: "koppel completion fish > ~/.config/fish/completions/koppel.fish", text: "once" },
  ],
  exits: [EXIT.fine, EXIT.usage],
  run: runCompletion,
};

async function runCompletion(call: Call): Promise<ExitCode> {
  const [wanted = "", ...words] = call.arguments.positionals;
  if (wanted === "words") {
    for (const { word, text } of await found(call, words)) call.terminal.print(`${word}\t${forSentence(text)}`);
    return EXIT.fine;
  }
  const shell = SHELLS.find((each) => each === wanted);
  if (shell === undefined || words.length > 0) {
    const what = shell === undefined ? `there is no completion for "${wanted}"` : `${shell} takes no further words`;
    throw usageFailure(what, `The shells are ${SHELLS.join(", ")}.`);
  }
  call.terminal.print(scripts[shell]);
  return EXIT.fine;
}

/** Whoever types is not told what is wrong with the workspace: then there is nothing to complete. */
async function found(call: Call, words: readonly string[]): Promise<readonly Candidate[]> {
  const { verbs } = await import("../verbs.ts");
  try {
    const all = await candidates(words, verbs, (known, typed) => namesOf(call, known, typed));
    // What a terminal would not show as it is cannot be typed either.
    return all.filter(({ word }) => word !== "" && forLine(word) === word);
  } catch {
    return [];
  }
}

async function namesOf(call: Call, known: Known, { workspace: path }: Typed): Promise<readonly Candidate[]> {
  const words = path === undefined ? ["words"] : ["words", "--workspace", path];
  const meant: Call = { ...call, arguments: readArguments(completion, words) };
  const { openMappings } = await import("../open-mappings.ts");
  const { library, workspace } = await openMappings(meant, () => {});
  const companies = [...(workspace?.companies.values() ?? [])];
  const integrations = [...new Set(companies.flatMap(({ integrations: all }) => [...all.keys()]))];
  switch (known) {
    case "companies":
      return companies.map(({ key, title }) => ({ word: key, text: title }));
    case "integrations":
      return (integrations.length > 0 ? integrations : library.own.integrationNames).map((word) => ({
        word,
        text: library.integration(word)?.typed?.title ?? "",
      }));
    case "flows":
      return (integrations.length > 0 ? integrations : library.own.integrationNames).flatMap((name) =>
        [...(library.integration(name)?.typed?.flows.values() ?? [])].map(({ name: word, title }) => ({
          word,
          text: title,
        })),
      );
    case "kinds":
      return library.systemNames.flatMap((name) => {
        const schema = library.system(name)?.schema;
        return schema === undefined
          ? []
          : [
              { word: name, text: schema.title },
              ...[...schema.kinds.keys()].map((kind) => ({ word: `${name}/${kind}`, text: "" })),
            ];
      });
  }
}
