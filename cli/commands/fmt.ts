import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatMapping } from "../../engine/format/format-mapping.ts";
import type { Bounds } from "../../engine/project/bounds.ts";
import { shownPath } from "../../engine/project/shown-path.ts";
import { writeFile } from "../../engine/project/write-file.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { plural } from "../../engine/report/plural.ts";
import { forLine } from "../../engine/value/cleaned.ts";
import { ANY_NUMBER, type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { mappingPaths } from "../mapping-paths.ts";
import { openMappings } from "../open-mappings.ts";

export const fmt: Command = {
  name: "fmt",
  summary: "gives mapping files their canonical layout",
  usage: "[PATH…] [options]",
  text: [
    "One space around the operators of expressions, the columns of tables under each other. Only blanks change: what the",
    "file says is proven to stay the same. Expressions with a fault or a comment in them are left as they are.",
  ].join("\n"),
  positionals: { least: 0, most: ANY_NUMBER, names: ["PATH"] },
  options: { check: { text: "changes nothing and fails when a file would change" }, ...format("json") },
  examples: [
    { line: "koppel fmt", text: "all mappings" },
    { line: "koppel fmt --check", text: "for CI" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.notFormatted],
  run: runFmt,
};

async function runFmt(call: Call): Promise<ExitCode> {
  const checking = call.arguments.flag("check");
  const { files, bounds } = await filesOf(call);
  const changed = files.filter((path) => {
    const { real, isWithin } = bounds.follow(path);
    if (!isWithin) throw outside(shownPath(path, call.folder), real);
    const text = readFileSync(real, "utf8");
    const laidOut = formatMapping({ path, text });
    if (laidOut === text) return false;
    if (!checking) writeFile(path, laidOut, bounds);
    return true;
  });
  const shown = changed.map((path) => shownPath(path, call.folder));
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText({ files: files.length, changed: shown }));
  else {
    const verb = checking ? "would change" : "changed";
    for (const path of shown) call.terminal.print(`${forLine(path)} ${verb}`);
    call.terminal.print(
      `${plural(files.length, "file")}: ${shown.length === 0 ? "all are laid out as they should be" : `${shown.length} ${verb}`}`,
    );
  }
  return checking && changed.length > 0 ? EXIT.notFormatted : EXIT.fine;
}

function outside(path: string, real: string): Failure {
  return new Failure(`${path} leads to ${real}, which is outside of the project's folder`, [
    "It is neither read nor written. Put the file itself here.",
  ]);
}

async function filesOf(call: Call): Promise<{ readonly files: readonly string[]; readonly bounds: Bounds }> {
  const open = await openMappings(call, () => {});
  const files = mappingPaths(call, open).flatMap(
    ({ folder, only }) =>
      only ?? [
        ...open.sources.filesIn(folder, [".yaml", ".yml"]),
        ...open.sources.filesIn(join(folder, "tests"), [".yaml", ".yml"]),
      ],
  );
  return { files, bounds: open.sources.bounds };
}
