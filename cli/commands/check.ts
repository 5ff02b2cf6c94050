import { shownPath } from "../../engine/project/shown-path.ts";
import { plural } from "../../engine/report/plural.ts";
import { checkMappings } from "../../engine/review/check-mappings.ts";
import { collector } from "../../engine/source/collect.ts";
import type { Diagnostic, Severity } from "../../engine/source/diagnostic.ts";
import { ANY_NUMBER, type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { type MappingPath, mappingPaths } from "../mapping-paths.ts";
import { openMappings } from "../open-mappings.ts";
import type { Terminal } from "../terminal.ts";

export const check: Command = {
  name: "check",
  summary: "finds everything that can be known to be wrong before anything runs",
  usage: "[PATH…] [options]",
  text: [
    "Checks mapping files, record schemas, connectors and the workspace file, without any call to a system.",
    "PATH is a mapping folder, a folder of mapping folders or a file; all mappings if left out.",
    "Under GitHub Actions the format is github unless another one is given.",
  ].join("\n"),
  positionals: { least: 0, most: ANY_NUMBER, names: ["PATH"] },
  options: {
    ...format("json", "github", "sarif", "junit"),
    strict: { text: "warnings count as errors" },
    unread: { text: "also lists the source fields that no rule reads" },
  },
  examples: [
    { line: "koppel check", text: "all mappings and koppel.yaml" },
    { line: "koppel check mappings/severa-procountor/sales-invoices.yaml", text: "what concerns this file" },
    { line: "koppel check --format sarif > koppel.sarif", text: "for a code scanning service" },
  ],
  exits: [EXIT.fine, EXIT.usage, EXIT.checkErrors],
  run: runCheck,
};

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of all files that were looked at, for reports that list what is fine as well. */
  readonly files: readonly string[];
}

async function runCheck(call: Call): Promise<ExitCode> {
  const checked = await checkAll(call);
  call.terminal.print(await write(checked, formatOf(call), call.terminal));
  const bad =
    countOf(checked.diagnostics, "error") +
    (call.arguments.flag("strict") ? countOf(checked.diagnostics, "warning") : 0);
  return bad > 0 ? EXIT.checkErrors : EXIT.fine;
}

function formatOf(call: Call): string {
  const given = call.arguments.text("format") ?? "pretty";
  return given === "pretty" && call.environment["GITHUB_ACTIONS"] === "true" && !call.arguments.flag("format")
    ? "github"
    : given;
}

async function checkAll(call: Call): Promise<Checked> {
  const collected = collector();
  const open = await openMappings(call, collected.report, collected.report);
  const paths = mappingPaths(call, open);
  const files = await checkMappings(
    {
      ...open,
      folders: paths.map(({ folder }) => folder),
      around: call.arguments.positionals.length === 0 ? open : undefined,
      unread: call.arguments.flag("unread"),
    },
    collected.report,
  );
  return narrowed({ diagnostics: collected.diagnostics, files }, paths, call.folder);
}

/** Only what concerns the named files; a folder takes in its integration whole. */
function narrowed({ diagnostics, files }: Checked, paths: readonly MappingPath[], folder: string): Checked {
  if (paths.length === 0 || paths.some(({ only }) => only === undefined)) return { diagnostics, files };
  const named = new Set(paths.flatMap(({ only }) => only ?? []).map((path) => shownPath(path, folder)));
  return {
    diagnostics: diagnostics.filter(({ span }) => named.has(span.source.path)),
    files: files.filter((file) => named.has(file)),
  };
}

async function write(checked: Checked, form: string, terminal: Terminal): Promise<string> {
  const { diagnostics, files } = checked;
  switch (form) {
    case "json":
      return (await import("../../engine/report/json.ts")).renderJson(diagnostics);
    case "github":
      return (await import("../../engine/report/github.ts")).renderGithub(diagnostics) + summaryOf(checked);
    case "sarif":
      return (await import("../../engine/report/sarif.ts")).renderSarif(diagnostics);
    case "junit":
      return (await import("../../engine/report/check-junit.ts")).checkJunit(diagnostics, files);
    default:
      return pretty(checked, terminal);
  }
}

async function pretty(checked: Checked, { colours, width }: Terminal): Promise<string> {
  const { diagnostics } = checked;
  const summary = summaryOf(checked);
  if (diagnostics.length === 0) return colours.green(summary);
  const { renderPretty } = await import("../../engine/report/pretty.ts");
  return renderPretty(diagnostics, { colour: colours.isColorSupported, width }) + summary;
}

function summaryOf({ diagnostics, files }: Checked): string {
  return `${plural(files.length, "file")} checked${diagnostics.every(({ code }) => code === "credentials-go-to") ? ": nothing to complain about" : ""}`;
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
