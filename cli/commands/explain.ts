import { resolve } from "node:path";
import { openSources } from "../../engine/project/sources.ts";
import { explanationText } from "../../engine/report/explanation-text.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { type Explanation, explainable, explainRecord, findNamed } from "../../engine/review/explain.ts";
import { placeOf } from "../../engine/source/place.ts";
import { JsonFault, parseJson } from "../../engine/value/json.ts";
import { isRecord } from "../../engine/value/path.ts";
import type { RecordValue } from "../../engine/value/value.ts";
import { type Job, systemOf } from "../../engine/work/base/job.ts";
import { CHOICE, type Chosen, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { checkFlowNames } from "../flow-names.ts";
import { needJob, openWorkshop, type Workshop } from "../open-workshop.ts";

export const explain: Command = {
  name: "explain",
  summary: "shows for one record which line made each target field, and from what",
  usage: "FLOW [RECORD] [options]",
  text: [
    "Reads the record from its system, works out what the flow makes of it, and shows for each target field its value, the",
    "values it was made from, and the line of the mapping. RECORD is its id or number. Nothing is written.",
    "Of what was carried before it says when and as which document, and shows the values that were sent while the store has them.",
  ].join("\n"),
  positionals: { least: 1, most: 2, names: ["FLOW", "RECORD"] },
  options: {
    ...CHOICE,
    record: { value: "FILE", text: "a JSON file with the record, instead of one that is there" },
    ...format("json"),
  },
  examples: [
    { line: "koppel explain sales-invoices 5001", text: "invoice 5001, field by field" },
    { line: "koppel explain sales-invoices --record invoice.json", text: "what would become of this one" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runExplain,
};

async function runExplain(call: Call): Promise<ExitCode> {
  const [flowName = "", named] = call.arguments.positionals;
  const file = call.arguments.text("record");
  if ((named === undefined) === (file === undefined))
    throw usageFailure("koppel explain needs either a RECORD or --record FILE", 'See "koppel explain --help".');
  const workshop = await openWorkshop(call, { trace: true, quiet: true });
  try {
    const chosen = theOneWith(flowName, call, workshop);
    const { integration } = chosen;
    const job = needJob(workshop, chosen);
    const typed = workshop.library.integration(integration.name)?.typed;
    const found = typed === undefined ? undefined : explainable(typed, flowName);
    if (found === undefined) throw usageFailure(`${flowName} makes no record whose fields could be explained`);
    const record = file === undefined ? await liveRecord(job, found.flow.from, named ?? "") : recordIn(file, call);
    const explanation = await explainRecord(job, found, record);
    if (call.arguments.text("format") === "json") call.terminal.print(jsonText(jsonOf(flowName, explanation)));
    else call.terminal.print(explanationText(flowName, explanation, call.terminal));
    return explanation.problem === undefined && !explanation.findings.some(({ level }) => level === "error")
      ? EXIT.fine
      : EXIT.failed;
  } finally {
    await workshop.close();
  }
}

/** The one company and integration whose flow is meant. */
function theOneWith(flow: string, call: Call, { workspace, library }: Workshop): Chosen {
  const among = someChosen(call, workspace);
  checkFlowNames(
    [flow],
    among.map(({ integration }) => library.integration(integration.name)?.typed),
  );
  const fitting = among.filter(({ integration }) => library.integration(integration.name)?.typed?.flows.has(flow));
  const [only] = fitting;
  if (only === undefined) throw usageFailure(`there is no flow "${flow}"`);
  if (fitting.length > 1)
    throw usageFailure(
      `several companies have the flow ${flow}`,
      "Say which one:",
      ...fitting.map(({ company, integration }) => `--company ${company.key} --integration ${integration.name}`),
    );
  return only;
}

async function liveRecord(
  job: Job,
  from: { readonly side: string; readonly kind: string },
  named: string,
): Promise<RecordValue> {
  const schema = job.schemas.get(from.side)?.kinds.get(from.kind);
  const found = schema === undefined ? [] : await findNamed(systemOf(job, from), schema, named);
  const [record] = found;
  if (record === undefined)
    throw new Failure(`${from.side} has no ${from.kind} "${named}"`, [
      `Give its id or what names it: ${schema?.label.join(", ") ?? ""}.`,
    ]);
  if (found.length > 1)
    throw new Failure(`${from.side} has ${found.length} records ${from.kind} called "${named}"`, [
      "Give the id of one:",
      ...found.slice(0, 10).map((one) => String(one[schema?.id ?? "id"])),
    ]);
  return record;
}

function recordIn(file: string, call: Call): RecordValue {
  const path = resolve(call.folder, file);
  const sources = openSources(call.folder);
  sources.bounds.name(path);
  const source = sources.read(path, () => {});
  if (source === undefined)
    throw usageFailure(
      sources.bounds.follow(path).isWithin
        ? `${file} is not there, or larger than 10 MB`
        : `${file} leads to ${sources.bounds.follow(path).real}`,
      "Give a JSON file with one record.",
    );
  try {
    const record = parseJson(source.text);
    if (isRecord(record)) return record;
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    throw new Failure(`${file} is no JSON: ${fault.message}`);
  }
  throw new Failure(`${file} holds no record`, ["A record is an object: { … }."]);
}

function jsonOf(
  flow: string,
  { from, to, id, picked, action, said, carried, fields, findings, problem }: Explanation,
): object {
  return {
    flow,
    from: `${from.side}/${from.kind}`,
    to: `${to.side}/${to.kind}`,
    record: id,
    picked,
    action,
    said: said.map(({ code, text, advice, span }) => ({ code, text, advice, place: placeOf(span) })),
    carried: carried.map(({ item, at, target, values, unexplained }) => ({
      item,
      at: new Date(at).toISOString(),
      target,
      values,
      unexplained,
    })),
    fields: fields.map(({ path, value, sources, span, ...rest }) => ({
      path,
      value,
      ...("today" in rest ? { today: rest.today ?? null } : {}),
      sources,
      place: placeOf(span),
    })),
    findings,
    problem,
  };
}
