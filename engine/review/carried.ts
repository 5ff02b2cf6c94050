import type { CompiledTransfer, Evaluation, Lineage } from "../compile/compiled.ts";
import { isFrozenBody, isPruned } from "../store/frozen-body.ts";
import type { Intent } from "../store/store.ts";
import { canonicalJson, parseJson, SECRET_KEY } from "../value/json.ts";
import { getPath, isRecord, type Path, printPath, splitPath } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Job, scopeOf } from "../work/base/job.ts";
import { effectKey } from "../work/flow-run/effects.ts";
import type { Explainable } from "./explain.ts";

/** The document that a transfer has made of a record, as the store remembers it. */
export interface Carried {
  /** What was carried: the record's id, with the item's behind it where one record becomes several documents. */
  readonly item: string;
  /** Epoch milliseconds; when it was sent, or found where it was there already. */
  readonly at: number;
  readonly timezone: string;
  readonly target: string | undefined;
  /**
   * Of the explained fields: `sent` has the values that were sent. The others are worked out anew, from the record as it is
   * now: they are known to be those that were sent (`same`), or known not to be (`changed`), where the store has let go of the
   * body but for its hash, or nothing was sent since the document was there (`found`).
   */
  readonly values: "sent" | "same" | "changed" | "found";
  /** Fields that were sent and that no line makes today. */
  readonly unexplained: readonly { readonly path: string; readonly value: Value }[];
}

/** A field of the target, with what a line would make of it today where something else was sent. */
export type ExplainedField = Lineage & { readonly today?: Value };

export interface CarriedFields {
  readonly carried: readonly Carried[];
  readonly fields: readonly ExplainedField[];
}

/** What was made of these items, and the fields of the last with the values that were sent. */
export async function carriedOf(
  job: Job,
  flow: Explainable,
  evaluations: readonly Evaluation[],
  fields: readonly Lineage[],
): Promise<CarriedFields> {
  const carried: Carried[] = [];
  let explained: readonly ExplainedField[] = fields;
  if (flow.kind !== "transfer") return { carried, fields };
  const scope = scopeOf(job);
  for (const evaluation of evaluations) {
    const { id: item } = evaluation.item;
    const generation = await generationOf(job, flow, item);
    const intent = await job.store.intents.get(effectKey({ scope }, flow.name, item, `create${generation}`));
    if (intent?.state !== "confirmed") continue;
    const isExplained = evaluation === evaluations.findLast(({ kind }) => kind === "ready") || evaluations.length === 1;
    const sent = isExplained ? sentBody(intent) : undefined;
    const body = evaluation.kind === "ready" ? evaluation.body : undefined;
    if (sent !== undefined) explained = fields.map((field) => asSent(field, sent));
    carried.push({
      item,
      at: intent.sentAt ?? intent.updatedAt,
      timezone: job.timezone,
      target: intent.targetId,
      values: valuesOf(intent, body),
      unexplained: sent === undefined ? [] : leaves(sent, []).filter(({ path }) => !isMade(path, fields)),
    });
  }
  return { carried, fields: explained };
}

/** Which making of the document stands: what was taken out again is made under a further name. */
async function generationOf(job: Job, flow: CompiledTransfer, item: string): Promise<string> {
  if (!flow.steps.some(({ name }) => name === "verify")) return "";
  const times = await job.store.intents.undone(scopeOf(job), flow.name, item);
  return times === 0 ? "" : ` again ${times}`;
}

function valuesOf(intent: Intent, today: RecordValue | undefined): Carried["values"] {
  if (intent.sentAt === undefined) return "found";
  if (!isPruned(intent.body)) return "sent";
  return today !== undefined && isFrozenBody(intent.body, canonicalJson(today)) ? "same" : "changed";
}

function sentBody({ sentAt, body }: Intent): RecordValue | undefined {
  if (sentAt === undefined || isPruned(body)) return undefined;
  const value = parseJson(body);
  return isRecord(value) ? value : undefined;
}

/** Numbers, dates and money of a body are as JSON gives them back: what means the same is shown as it was made. */
function asSent(field: Lineage, sent: RecordValue): ExplainedField {
  const value = getPath(sent, splitPath(field.path) ?? []);
  return canonicalJson(value) === canonicalJson(field.value) ? field : { ...field, value, today: field.value };
}

/** A line may make a record or a list as a whole. */
function isMade(path: string, fields: readonly Lineage[]): boolean {
  return fields.some((field) => path === field.path || path.startsWith(`${field.path}.`));
}

function leaves(value: Value, at: Path): readonly { readonly path: string; readonly value: Value }[] {
  if (Array.isArray(value)) return value.flatMap((row: Value, index) => leaves(row, [...at, index + 1]));
  if (isRecord(value) && !(SECRET_KEY in value))
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...at, name]));
  return [{ path: printPath(at), value }];
}
