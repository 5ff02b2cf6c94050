import type { Library, LoadedSystem } from "../../engine/project/library.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import type { SystemKinds } from "../../engine/report/kinds-text.ts";
import { type KindDocument, kindDocument, kindDocuments } from "../../engine/review/kind-document.ts";
import type { KindSchema } from "../../engine/schema/system-schema.ts";
import { collector, hasErrors } from "../../engine/source/collect.ts";
import { nearest } from "../../engine/source/nearest.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { openMappings } from "../open-mappings.ts";

export const kinds: Command = {
  name: "kinds",
  summary: "prints the systems, their kinds of records, and the fields of a kind",
  usage: "[SYSTEM[/KIND]] [options]",
  text: [
    "The fields of a kind with their types, limits and words, what a create must fill, what is read only, and by which fields the",
    "system filters its list. Of a system its kinds; of all systems if left out. Fields of which nothing is known are noted.",
  ].join("\n"),
  positionals: { least: 0, most: 1, names: ["SYSTEM[/KIND]"] },
  options: { ...format("json", "markdown") },
  examples: [
    { line: "koppel kinds severa", text: "the kinds of one system" },
    { line: "koppel kinds procountor/businessPartner", text: "what a mapping can fill of a partner" },
    { line: "koppel kinds severa/invoice --format markdown > invoice.md", text: "for a page" },
  ],
  exits: [EXIT.fine, EXIT.usage, EXIT.checkErrors],
  run: runKinds,
};

async function runKinds(call: Call): Promise<ExitCode> {
  const collected = collector();
  const { library } = await openMappings(call, collected.report);
  const [wanted] = call.arguments.positionals;
  const asked = wanted === undefined ? undefined : askedFor(wanted, library);
  const loaded =
    asked === undefined ? library.systemNames.flatMap((name) => library.system(name) ?? []) : [asked.system];
  if (hasErrors(collected.diagnostics))
    throw new Failure(
      "the systems have errors, so their kinds may lack fields",
      ["See them with: koppel check"],
      EXIT.checkErrors,
    );
  call.terminal.print(
    asked?.kind === undefined
      ? await textOfSystems(
          call,
          loaded.map(({ name, schema }) => ({ system: name, title: schema.title, kinds: kindDocuments(schema) })),
        )
      : await textOfKind(call, kindDocument(asked.kind)),
  );
  if (asked !== undefined) await tellGaps(call, asked);
  return EXIT.fine;
}

interface Asked {
  readonly system: LoadedSystem;
  /** Undefined: all kinds of the system. */
  readonly kind: KindSchema | undefined;
}

/** What was named; a name that is not there is a usage error with the nearest one. */
function askedFor(wanted: string, library: Library): Asked {
  const slash = wanted.indexOf("/");
  const name = slash < 0 ? wanted : wanted.slice(0, slash);
  const system = library.system(name);
  if (system === undefined) throw unknownSystem(wanted, name, library);
  const kind = slash < 0 ? "" : wanted.slice(slash + 1);
  if (kind === "") return { system, kind: undefined };
  const schema = system.schema.kinds.get(kind);
  if (schema !== undefined) return { system, kind: schema };
  const known = [...system.schema.kinds.keys()];
  const near = nearest(kind, known);
  throw usageFailure(
    `${name} has no kind "${kind}"`,
    near === undefined ? `See its kinds with: koppel kinds ${name}` : `Did you mean ${name}/${near}?`,
  );
}

function unknownSystem(wanted: string, name: string, library: Library): Failure {
  const names = library.systemNames;
  const near = nearest(name, names);
  if (near !== undefined)
    return usageFailure(`there is no system "${name}"`, `Did you mean ${wanted.replace(name, near)}?`);
  // Whoever names a kind alone means that of some system.
  const kinds = names.filter((each) => library.system(each)?.schema.kinds.has(name)).map((each) => `${each}/${name}`);
  return usageFailure(
    `there is no system "${name}"`,
    kinds.length === 0 ? `There are ${names.join(", ")}.` : `Did you mean ${kinds.join(" or ")}?`,
  );
}

async function textOfSystems(call: Call, systems: readonly SystemKinds[]): Promise<string> {
  switch (call.arguments.text("format")) {
    case "json":
      return jsonText(systems.map(({ system, title, kinds: all }) => ({ system, title, kinds: all.map(inBrief) })));
    case "markdown":
      return (await import("../../engine/report/kinds-markdown.ts")).kindsMarkdown(systems);
    default:
      return (await import("../../engine/report/kinds-text.ts")).kindsText(systems, call.terminal);
  }
}

function inBrief({ fields, relations, ...kind }: KindDocument): object {
  return { ...kind, fields: fields.length, relations: relations.map(({ name }) => name) };
}

async function textOfKind(call: Call, kind: KindDocument): Promise<string> {
  switch (call.arguments.text("format")) {
    case "json":
      return jsonText(kind);
    case "markdown":
      return (await import("../../engine/report/kinds-markdown.ts")).kindMarkdown(kind);
    default:
      return (await import("../../engine/report/kinds-text.ts")).kindText(kind, call.terminal);
  }
}

/** Beside the answer: the fields of which the schemas say something that our types cannot. */
async function tellGaps({ terminal }: Call, { system, kind }: Asked): Promise<void> {
  const noted = collector();
  system.noteGaps(noted.report, kind?.kind);
  if (noted.diagnostics.length === 0) return;
  const { renderPretty } = await import("../../engine/report/pretty.ts");
  terminal.tell(
    renderPretty(noted.diagnostics, { colour: terminal.talkColours.isColorSupported, width: terminal.width }),
  );
}
