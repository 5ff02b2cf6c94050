import type { Typed } from "../language/check/check.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList, KindUse } from "../mapping/typed.ts";
import type { Messages } from "./say.ts";

export interface BuildOptions {
  readonly kind: KindUse;
  readonly messages: Messages;
  readonly sourceSide: string;
  readonly trace: boolean;
  /** `update`: only what follows later changes, and what is absent now is cleared. */
  readonly mode: "create" | "update" | "change";
}

/** One field of a record that is made. */
export interface Leaf {
  readonly key: string;
  readonly node: Cell | EachBlock | FixedList;
  readonly constant: boolean;
  /** A create must fill it; looked at only when its record is made. */
  readonly required: boolean;
}

/** A record to be made: its fields in the order of the mapping, fields of dotted paths gathered under their first step. */
export interface Plan {
  readonly parts: (Leaf | { readonly key: string; readonly plan: Plan })[];
  readonly path: string;
  readonly when: Typed | undefined;
}

/** The plan of a record with these fields; of an entry of a list with the entry's own path and condition. */
export function planOf(
  fields: readonly FieldNode[],
  options: BuildOptions,
  entry: Pick<Block, "path" | "when"> = { path: "", when: undefined },
): Plan {
  const plan: Plan = { parts: [], path: entry.path, when: entry.when };
  for (const node of fields) addNode(plan, node, options);
  return plan;
}

function addNode(plan: Plan, node: FieldNode, options: BuildOptions): void {
  if (node.kind === "ignored") return;
  if (options.mode === "update" && node.kind !== "block" && node.update === "never") return;
  const home = planAt(plan, node.steps.slice(0, -1));
  const key = node.steps.at(-1) ?? "";
  if (node.kind === "block") {
    const inner = node.when === undefined ? planAt(plan, node.steps) : newPlan(home, key, node);
    for (const field of node.fields) addNode(inner, field, options);
    return;
  }
  const required = node.target.required && options.mode === "create" && !(node.kind === "cell" && isStrict(node));
  home.parts.push({ key, node, constant: node.kind === "cell" && node.constant, required });
}

/** The author says `required` for a field that the schema leaves open: then it is refused wherever it is absent. */
export function isStrict(cell: Cell): boolean {
  return cell.required && (!cell.target.required || cell.requiredSay !== undefined);
}

function planAt(plan: Plan, steps: readonly string[]): Plan {
  let at = plan;
  for (const step of steps) {
    const there = at.parts.find((part) => part.key === step && "plan" in part && part.plan.when === undefined);
    at = there !== undefined && "plan" in there ? there.plan : newPlan(at, step, undefined);
  }
  return at;
}

function newPlan(home: Plan, key: string, block: Block | undefined): Plan {
  const path = block?.path ?? (home.path === "" ? key : `${home.path}.${key}`);
  const plan: Plan = { parts: [], path, when: block?.when };
  home.parts.push({ key, plan });
  return plan;
}

/** A record that a create must have is made even when nothing but constants is in it. */
export function isAlwaysMade(plan: Plan, options: BuildOptions): boolean {
  return (
    plan.when === undefined && options.mode === "create" && options.kind.schema.target(plan.path)?.required === true
  );
}

/** Reads nothing: such a part alone does not make an optional record. */
export function isConstant(part: Plan["parts"][number]): boolean {
  return "plan" in part ? part.plan.when === undefined && part.plan.parts.every(isConstant) : part.constant;
}
