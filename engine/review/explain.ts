import { compileIntegration } from "../compile/compile-integration.ts";
import type {
  CompiledFlow,
  CompiledIntegration,
  CompiledRegister,
  CompiledTransfer,
  Evaluation,
  KindRef,
  Lineage,
  Said,
} from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { System } from "../http/system.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import type { KindSchema } from "../schema/system-schema.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Job, systemOf } from "../work/base/job.ts";
import type { PlannedAction } from "../work/base/planned.ts";
import { planFlows } from "../work/run.ts";
import type { Finding } from "../work/set-up/finding.ts";
import { type Carried, carriedOf, type ExplainedField } from "./carried.ts";
import { notingLineage } from "./note-lineage.ts";

/** How one record becomes one of the other side. */
export interface Explanation {
  readonly from: KindRef;
  readonly to: KindRef;
  readonly id: string;
  /** Whether the flow would take the record as it stands now. Its fields are explained either way. */
  readonly picked: boolean;
  readonly action: string | undefined;
  readonly said: readonly Said[];
  /** The documents that were made of it; none where it is not done yet. `fields` then are those of the last. */
  readonly carried: readonly Carried[];
  readonly fields: readonly ExplainedField[];
  /** Why nothing can be said: settings that are missing or wrong. */
  readonly findings: readonly Finding[];
  readonly problem: string | undefined;
}

export type Explainable = Exclude<CompiledFlow, { kind: "follow" }>;

/** The flow of this name, as it explains any record: without the condition that picks records by their status. */
export function explainable(
  typed: TypedIntegration,
  name: string,
): { readonly integration: CompiledIntegration; readonly flow: Explainable } | undefined {
  const found = typed.flows.get(name);
  const flows = new Map(typed.flows);
  if (found?.kind === "transfer") flows.set(name, { ...found, pick: undefined });
  const integration = compileIntegration({ ...typed, flows }, { trace: true });
  const flow = integration.transfers.get(name) ?? integration.registers.get(name);
  return flow === undefined ? undefined : { integration, flow };
}

/** Plans the flow for this record alone; look-ups go to the systems, nothing is written. */
export async function explainRecord(
  job: Job,
  { integration, flow }: { readonly integration: CompiledIntegration; readonly flow: Explainable },
  record: RecordValue,
): Promise<Explanation> {
  let fields: readonly Lineage[] = [];
  let evaluations: readonly Evaluation[] = [];
  let picked = true;
  const idField = job.schemas.get(flow.from.side)?.kinds.get(flow.from.kind)?.id ?? "id";
  const id = String(record[idField] ?? "");
  const asIs = job.integration.transfers.get(flow.name);
  const watchingPick = (transfer: CompiledTransfer): CompiledTransfer => ({
    ...transfer,
    evaluate: (scene, one) => {
      picked = asIs === undefined || asIs.evaluate(scene, one).length > 0;
      evaluations = transfer.evaluate(scene, one);
      return evaluations;
    },
  });
  const noted = notingLineage<Explainable>(flow, {
    lineage: (made) => {
      // A record that is linked already updates nothing: what a create would have made is the better answer.
      if (made.length > 0) fields = made;
    },
  });
  const watched = noted.kind === "transfer" ? watchingPick(noted) : creating(noted);
  const systems = new Map(job.systems);
  systems.set(flow.from.side, listingOnly(systemOf(job, flow.from), flow.from.kind, record));
  const alone = ofThisAlone(watched, record, (one) => String(one[idField] ?? ""));
  const plan = await planFlows({
    ...job,
    systems,
    integration: { ...integration, flows: [{ flow: alone, when: undefined }] },
  });
  const ofFlow: PlannedAction[] = [];
  for await (const action of plan.actions) if (action.flow === flow.name) ofFlow.push(action);
  // A register may need others of its own records, which come before; those of `once for` have names of their own.
  const named = ofFlow.filter((action) => action.record === id || action.record.startsWith(`${id}/`));
  const own = named.length > 0 ? named : ofFlow.slice(-1);
  return {
    from: flow.from,
    to: flow.to,
    id,
    picked,
    action: own[0]?.action,
    said: own.flatMap(({ said }) => said),
    ...(await carriedOf(job, flow, evaluations, fields)),
    findings: plan.findings,
    problem: plan.flows().find(({ problem }) => problem !== undefined)?.problem,
  };
}

/**
 * The flow makes something of this record alone, and of it as it is given: records that are open are read as well, by
 * their ids, and only with the fields that the flow itself needs.
 */
function ofThisAlone(flow: Explainable, record: RecordValue, idOf: (one: RecordValue) => string): Explainable {
  const isThis = (one: RecordValue): boolean => idOf(one) === idOf(record);
  if (flow.kind === "transfer")
    return { ...flow, evaluate: (scene, one) => (isThis(one) ? flow.evaluate(scene, record) : []) };
  return {
    ...flow,
    evaluate: (scene, one) =>
      isThis(one)
        ? flow.evaluate(scene, record)
        : { kind: "skipped", item: { id: idOf(one), label: "" }, said: undefined },
  };
}

/** What a register makes of a record that is linked already is told as if it were created. */
function creating(flow: CompiledRegister): CompiledRegister {
  return {
    ...flow,
    evaluate: (scene, record) => {
      const evaluation = flow.evaluate(scene, record);
      if (evaluation.kind === "ready") evaluation.create();
      return evaluation;
    },
  };
}

/** The record by its id, or by one of the fields that name it to people (`5001`). Reads the list where the system cannot search. */
export async function findNamed(system: System, schema: KindSchema, named: string): Promise<readonly RecordValue[]> {
  const byId = await findById(system, schema, named);
  return byId.length > 0 ? byId : findByLabel(system, schema, named);
}

/** The record of this id, or none; a text that cannot be an id of the kind is not asked for. */
export function findById(system: System, schema: KindSchema, named: string): Promise<readonly RecordValue[]> {
  return reading(async () => {
    const record = isIdLike(schema, named) ? await system.read(schema.kind, named) : undefined;
    return record === undefined ? [] : [record];
  });
}

/** The records that one of the fields that name them to people has this value in. */
export async function findByLabel(system: System, schema: KindSchema, named: string): Promise<readonly RecordValue[]> {
  for (const field of schema.label) {
    const value = asFieldOf(schema, field, named);
    const found = value === undefined ? [] : await reading(() => system.find(schema.kind, { [field]: value }));
    if (found.length > 0) return found;
  }
  return [];
}

/** A number is no id of a kind whose ids are texts of another form, so the system need not be asked for it. */
function isIdLike(schema: KindSchema, named: string): boolean {
  return typeOfField(schema, schema.id) === "int" ? /^\d+$/.test(named) : !/^\d+$/.test(named);
}

function asFieldOf(schema: KindSchema, field: string, named: string): Value {
  const kind = typeOfField(schema, field);
  if (kind === "int" || kind === "decimal") return /^\d{1,15}$/.test(named) ? Number(named) : undefined;
  return kind === "text" ? named : undefined;
}

function typeOfField(schema: KindSchema, field: string): string | undefined {
  const type = schema.shape.field(field)?.type;
  return type?.kind === "optional" ? type.of.kind : type?.kind;
}

/** What a system does not find, or refuses to look for, is not there. */
async function reading(read: () => Promise<readonly RecordValue[]>): Promise<readonly RecordValue[]> {
  try {
    return await read();
  } catch (fault) {
    if (fault instanceof ReadFault && fault.kind === "rejected") return [];
    throw fault;
  }
}

/** The system as it is, but for the list of one kind: it holds this record alone. */
function listingOnly(system: System, kind: string, record: RecordValue): System {
  return {
    name: system.name,
    settleMs: system.settleMs,
    async *pages(asked, query) {
      if (asked === kind) yield [record];
      else yield* system.pages(asked, query);
    },
    read: (asked, id) => system.read(asked, id),
    readMany: (asked, ids) => system.readMany(asked, ids),
    find: (asked, where, kept) => system.find(asked, where, kept),
    relation: (asked, relation, of) => system.relation(asked, relation, of),
    bytes: (file) => system.bytes(file),
    write: (request, lastLook) => system.write(request, lastLook),
    probe: () => system.probe(),
    calls: () => system.calls(),
    close: () => system.close(),
  };
}
