import { resolve } from "node:path";
import type { Bounds } from "../../engine/project/bounds.ts";
import { writeFile } from "../../engine/project/write-file.ts";
import { markdown } from "../../engine/report/field-tables.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { type FlowDocument, flowDocuments } from "../../engine/review/field-tables.ts";
import { collector, hasErrors } from "../../engine/source/collect.ts";
import { ANY_NUMBER, type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { mappingPaths } from "../mapping-paths.ts";
import { openMappings } from "../open-mappings.ts";

export const docs: Command = {
  name: "docs",
  summary: "prints the field tables of the mappings as a document",
  usage: "[PATH…] [options]",
  text: [
    "Markdown, one table a flow: target field, source, limit, continuous update, remark, and the line of the mapping.",
    "PATH is a mapping folder or a file in one; all mappings if left out.",
  ].join("\n"),
  positionals: { least: 0, most: ANY_NUMBER, names: ["PATH"] },
  options: {
    output: { value: "FILE", text: "writes into this file instead of to the screen", short: "o" },
    ...format("json"),
  },
  examples: [
    { line: "koppel docs mappings/severa-procountor > procountor.md", text: "one integration" },
    { line: "koppel docs mappings/severa-procountor/customers.yaml", text: "one flow" },
  ],
  exits: [EXIT.fine, EXIT.usage, EXIT.checkErrors],
  run: runDocs,
};

/** Where the caller says, but not through a link in the project. */
function writeOutput(path: string, text: string, bounds: Bounds): void {
  bounds.name(path);
  writeFile(path, text, bounds);
}

async function runDocs(call: Call): Promise<ExitCode> {
  const collected = collector();
  const open = await openMappings(call, collected.report);
  const documents = mappingPaths(call, open).flatMap(({ folder, only }): readonly FlowDocument[] => {
    const { typed } = open.library.integrationAt(folder);
    return typed === undefined
      ? []
      : flowDocuments(
          typed,
          only?.map((path) => open.sources.shown(path)),
        );
  });
  if (hasErrors(collected.diagnostics))
    throw new Failure(
      "the mappings have errors, so their tables may lack rows",
      ["See them with: koppel check"],
      EXIT.checkErrors,
    );
  const text = call.arguments.text("format") === "json" ? jsonText(documents) : markdown(documents);
  const output = call.arguments.text("output");
  if (output === undefined) call.terminal.print(text);
  else writeOutput(resolve(call.folder, output), `${text.trimEnd()}\n`, open.sources.bounds);
  return EXIT.fine;
}
