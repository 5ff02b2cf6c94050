import { join } from "node:path";
import { INTEGRATION_FILE, type LoadedIntegration, openLibrary } from "../../engine/project/library.ts";
import { shownPath } from "../../engine/project/shown-path.ts";
import { filesIn, foldersIn, isFile, readSource } from "../../engine/project/source-files.ts";
import { plural } from "../../engine/report/plural.ts";
import { readTestFile } from "../../engine/review/mapping-test/test-file.ts";
import { collector } from "../../engine/source/collect.ts";
import type { Diagnostic, Report, Severity } from "../../engine/source/diagnostic.ts";
import type { SourceText } from "../../engine/source/span.ts";
import { ANY_NUMBER, type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { type MappingPath, mappingPaths } from "../mapping-paths.ts";
import { placesOf, readWorkspaceIfAny } from "../open-workspace.ts";
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
  const workspace = await readWorkspaceIfAny(call, collected.report);
  const places = placesOf(workspace, call.folder);
  const library = openLibrary(places, collected.report);
  const paths = mappingPaths(call.arguments.positionals, call.folder, library, places.mappings);
  const integrations = paths.map(({ folder }) => library.integrationAt(folder));
  const tests = integrations.flatMap((integration) => testSources(integration, call, collected.report));
  if (call.arguments.flag("unread")) {
    const { reportUnreadFields } = await import("../../engine/compile/unread-fields.ts");
    for (const { typed } of integrations) if (typed !== undefined) reportUnreadFields(typed, collected.report);
  }
  const whole = call.arguments.positionals.length === 0;
  if (whole) reportStrayFolders(places.mappings, call, collected.report);
  // Each side's connector is part of what a mapping leans on.
  for (const name of whole ? library.systemNames : []) void library.system(name)?.connector;
  if (workspace !== undefined && whole) {
    const { checkWorkspace } = await import("../../engine/project/check-workspace.ts");
    checkWorkspace(workspace, library, collected.report);
  }
  const files = [...integrations.flatMap((integration) => integration.files), ...tests].map((file) => file.path);
  if (workspace !== undefined && whole) files.push(workspace.source.path);
  return narrowed({ diagnostics: collected.diagnostics, files }, paths, call.folder);
}

/** A folder of mapping files that no integration takes in would otherwise be passed over in silence. */
function reportStrayFolders(mappings: string, call: Call, report: Report): void {
  for (const folder of foldersIn(mappings)) {
    const [first] = filesIn(folder, [".yaml", ".yml"]);
    if (first === undefined || isFile(join(folder, INTEGRATION_FILE))) continue;
    const source = readSource(first, call.folder, report);
    if (source !== undefined)
      report("integration-file-missing", { source, start: 0, end: 0 }, { folder: shownPath(folder, call.folder) });
  }
}

/** Reads the tests of an integration for their faults; what they expect is for `koppel test`. */
function testSources({ folder, typed }: LoadedIntegration, call: Call, report: Report): readonly SourceText[] {
  const sources = filesIn(join(folder, "tests"), [".test.yaml"]).flatMap(
    (path) => readSource(path, call.folder, report) ?? [],
  );
  if (typed !== undefined) for (const source of sources) readTestFile(source, typed, report);
  return sources;
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
  return `${plural(files.length, "file")} checked${diagnostics.length === 0 ? ": nothing to complain about" : ""}`;
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
