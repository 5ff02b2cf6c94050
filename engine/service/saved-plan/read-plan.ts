import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { JsonFault, parseJson } from "../../value/json.ts";
import { isRecord } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { ApprovedItem } from "../../work/base/approval.ts";
import type { SavedAction } from "../../work/base/saved-action.ts";
import type { ApprovedPlan } from "../../work/weigh.ts";
import {
  PLAN_FORMAT,
  PlanFault,
  type PlanFoot,
  type PlanHead,
  type PlanItem,
  planIdOf,
  type ScopeHead,
} from "./format.ts";

/** More than a plan of a hundred thousand documents. */
const LARGEST_PLAN = 500 * 1024 * 1024;

const MAKE_ANEW = "Make the plan again: koppel plan --save FILE";

export interface SavedPlan {
  readonly id: string;
  readonly head: PlanHead;
  readonly foot: PlanFoot;
  readonly items: readonly PlanItem[];
}

/** Reads a saved plan of this version; throws a `PlanFault` for anything else, and for one that is not as it was saved. */
export async function readPlan(path: string, shown: string, program: string): Promise<SavedPlan> {
  const text = await textOf(path, shown);
  const lines = text.split("\n");
  const head = headOf(lines[0] ?? "", shown, program);
  const end = lines.at(-2) ?? "";
  if (lines.at(-1) !== "" || !end.startsWith('{"hash":'))
    throw new PlanFault(`${shown} is cut off: its last line is missing`, MAKE_ANEW);
  const body = text.slice(0, text.length - end.length - 1);
  const hash = createHash("sha256").update(body).digest("hex");
  if (end !== JSON.stringify({ hash }))
    throw new PlanFault(`${shown} is not as it was saved: its lines do not come to the hash at its end`, MAKE_ANEW);
  const items = lines.slice(1, -3).map((line, index) => itemOf(objectOf(line, shown, index + 2), shown, index + 2));
  const foot = objectOf(lines.at(-3) ?? "", shown, lines.length - 2)["foot"] as unknown as PlanFoot;
  return { id: planIdOf(hash), head, foot, items };
}

async function textOf(path: string, shown: string): Promise<string> {
  const found = await stat(path);
  // A pipe that nobody writes into would be waited for, and a device never ends.
  if (!found.isFile()) throw new PlanFault(`${shown} is ${found.isDirectory() ? "a folder" : "no file"}`, MAKE_ANEW);
  const { size } = found;
  if (size > LARGEST_PLAN) throw new PlanFault(`${shown} is larger than any plan (${LARGEST_PLAN} bytes)`);
  return readFile(path, "utf8");
}

function headOf(line: string, shown: string, program: string): PlanHead {
  const noPlan = new PlanFault(`${shown} is no saved plan`, "Make one with: koppel plan --save FILE");
  let head: Value;
  try {
    head = parseJson(line);
  } catch (fault) {
    throw fault instanceof JsonFault ? noPlan : fault;
  }
  const format = isRecord(head) ? head["koppel-plan"] : undefined;
  if (!isRecord(head) || format === undefined) throw noPlan;
  if (format !== PLAN_FORMAT)
    throw new PlanFault(
      `${shown} is a plan of format ${String(format)}, and this Koppel reads ${PLAN_FORMAT}`,
      MAKE_ANEW,
    );
  if (head["program"] !== program)
    throw new PlanFault(`${shown} was made by Koppel ${String(head["program"])}, and this is ${program}`, MAKE_ANEW);
  if (!isText(head["made"]) || !isScopes(head["scopes"])) throw noPlan;
  return head as unknown as PlanHead;
}

/** Its hash says only that the file is as somebody has written it. */
function isScopes(scopes: Value): boolean {
  return (
    Array.isArray(scopes) &&
    scopes.every(
      (scope) =>
        isRecord(scope) &&
        ["scope", "company", "integration"].every((name) => isText(scope[name])) &&
        Array.isArray(scope["flows"]) &&
        scope["flows"].every(isText) &&
        isRecord(scope["restsOn"]),
    )
  );
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

function objectOf(line: string, shown: string, number: number): RecordValue {
  const fault = new PlanFault(`${shown}:${number} is no line of a plan`, MAKE_ANEW);
  try {
    const value = parseJson(line);
    if (isRecord(value)) return value;
  } catch (problem) {
    if (!(problem instanceof JsonFault)) throw problem;
  }
  throw fault;
}

function itemOf({ item }: RecordValue, shown: string, number: number): PlanItem {
  if (!isRecord(item)) throw new PlanFault(`${shown}:${number} is no item of a plan`, MAKE_ANEW);
  // An absent member is written as nothing, or as null.
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value ?? undefined]),
  ) as unknown as PlanItem;
}

/** What a run of one scope carries of the plan: not what waits, which goes on by itself. */
export function approvedOf({ id, head, items }: SavedPlan, { scope, flows, named }: ScopeHead): ApprovedPlan {
  const found = new Map<string, ApprovedItem & { readonly actions: SavedAction[] }>();
  for (const { scope: of, ...action } of items) {
    if (of !== scope || action.action === "wait") continue;
    const { flow, record, source, label } = action;
    const key = `${flow} ${record}`;
    const item = found.get(key) ?? { flow, record, source, label, actions: [] };
    item.actions.push(action);
    found.set(key, item);
  }
  return { id, madeAt: Date.parse(head.made), flows, insists: named, items: [...found.values()] };
}
