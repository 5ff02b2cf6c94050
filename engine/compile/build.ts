import { compileExpression, type Evaluate, EvaluationFault, readsOf } from "../language/compile.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList, KindUse } from "../mapping/typed.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileRequirements } from "./level.ts";
import type { Run } from "./run.ts";
import { type Messages, saidOf, saidOfFault, standardSaid } from "./say.ts";
import { named, shaperFor } from "./values.ts";

/** Makes one value of the target; what does not fit is said in the run. */
export type Build = (run: Run) => Value;

export interface BuildOptions {
  readonly kind: KindUse;
  readonly messages: Messages;
  readonly sourceSide: string;
  readonly trace: boolean;
  /** `update`: only what follows later changes, and what is absent now is cleared. */
  readonly mode: "create" | "update" | "change";
}

/** Stands for a cell that leaves its field alone, so that an update does not clear it. */
const OMITTED: Value = Object.freeze({ omitted: true });

interface Part {
  readonly key: string;
  readonly build: Build;
  readonly constant: boolean;
  /** Of a field that a create must fill; looked at only when its record is made. */
  readonly missing: ((run: Run) => void) | undefined;
}

interface Plan {
  readonly parts: (Part | { readonly key: string; readonly plan: Plan })[];
  readonly path: string;
  when: Evaluate | undefined;
}

/** Compiles the fields of a record into one closure that makes it, with its keys in the order of the mapping. */
export function compileFields(fields: readonly FieldNode[], options: BuildOptions): (run: Run) => RecordValue {
  const plan: Plan = { parts: [], path: "", when: undefined };
  for (const node of fields) addNode(plan, node, options);
  const build = compilePlan(plan, options, true);
  return (run) => (build(run) ?? {}) as RecordValue;
}

function addNode(plan: Plan, node: FieldNode, options: BuildOptions): void {
  if (node.kind === "ignored") return;
  if (options.mode === "update" && node.kind !== "block" && node.update === "never") return;
  const home = planAt(plan, node.steps.slice(0, -1));
  const key = node.steps.at(-1) ?? "";
  if (node.kind === "block") {
    const inner = node.when === undefined ? planAt(plan, node.steps) : newPlan(home, key, node);
    if (node.when !== undefined) inner.when = compileExpression(node.when, { trace: options.trace });
    for (const field of node.fields) addNode(inner, field, options);
    return;
  }
  const required = node.target.required && options.mode === "create";
  const missing =
    required && !(node.kind === "cell" && isStrict(node)) ? (run: Run) => sayMissing(node, run, options) : undefined;
  home.parts.push({ key, build: compileNode(node, options), constant: node.kind === "cell" && node.constant, missing });
}

/** The author says `required` for a field that the schema leaves open: then it is refused wherever it is absent. */
function isStrict(cell: Cell): boolean {
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
  const plan: Plan = { parts: [], path, when: undefined };
  home.parts.push({ key, plan });
  return plan;
}

/** `always`: made even when nothing but constants is in it. */
function compilePlan(plan: Plan, options: BuildOptions, always: boolean): Build {
  const parts = plan.parts.map((part) => ("plan" in part ? compiledPart(part.key, part.plan, options) : part));
  const keys = parts.map((part) => part.key);
  const builds = parts.map((part) => part.build);
  const constants = parts.map((part) => part.constant);
  const missing = parts.map((part) => part.missing);
  const count = parts.length;
  const madeOfConstants = always || constants.every(Boolean);
  const { when } = plan;
  return (run) => {
    if (when !== undefined && when(run.frame) !== true) return undefined;
    const record: Record<string, Value> = {};
    let made = madeOfConstants;
    let complete = true;
    for (let index = 0; index < count; index++) {
      const value = (builds[index] as Build)(run);
      if (value === undefined) {
        complete = false;
        continue;
      }
      record[keys[index] as string] = value;
      if (!constants[index]) made = true;
    }
    if (!made) return undefined;
    if (!complete)
      for (let index = 0; index < count; index++)
        if (missing[index] !== undefined && record[keys[index] as string] === undefined) missing[index]?.(run);
    return record;
  };
}

function compiledPart(key: string, plan: Plan, options: BuildOptions): Part {
  const required = options.mode === "create" && options.kind.schema.target(plan.path)?.required === true;
  const constant = plan.when === undefined && isConstant(plan);
  return { key, build: compilePlan(plan, options, required && plan.when === undefined), constant, missing: undefined };
}

function isConstant(plan: Plan): boolean {
  return plan.parts.every((part) =>
    "plan" in part ? part.plan.when === undefined && isConstant(part.plan) : part.constant,
  );
}

function compileNode(node: Cell | EachBlock | FixedList, options: BuildOptions): Build {
  if (node.kind === "each") return compileEach(node, options);
  return node.kind === "list" ? compileList(node, options) : compileCell(node, options);
}

function compileCell(cell: Cell, options: BuildOptions): Build {
  const { trace, mode } = options;
  const evaluate = compileExpression(cell.value, { trace, omit: OMITTED });
  const when = cell.when === undefined ? undefined : compileExpression(cell.when, { trace });
  const reads = sourceReads(cell);
  const shape = shaperFor({ cell, reads, sourceSide: options.sourceSide });
  const strict = isStrict(cell) ? (run: Run) => sayMissing(cell, run, options) : undefined;
  // An update clears what has become absent; a create has nothing to clear.
  const absent: Value =
    mode === "update" && cell.update === "always" && !cell.target.required && when === undefined ? null : undefined;
  const keepsEmpty = mode !== "create";
  const fixed = when === undefined && shape === undefined ? fixedText(cell) : undefined;
  if (fixed !== undefined && !trace) return () => fixed;
  const plain: Build = (run) => {
    let value: Value;
    try {
      if (when !== undefined && when(run.frame) !== true) return undefined;
      value = evaluate(run.frame);
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      run.said.push(inField(fault, cell, run));
      return undefined;
    }
    if (value === OMITTED) return undefined;
    if (value === null) return keepsEmpty ? null : undefined;
    // A rule that says "" means the empty text; one that comes to it has nothing to say.
    if (value === "" && cell.constant) return value;
    if (value === undefined || (typeof value === "string" && isBlank(value))) {
      strict?.(run);
      return absent;
    }
    return shape === undefined ? value : shape(value, run);
  };
  return trace ? traced(plain, cell) : plain;
}

/** A word or text that the rule says outright and that there is nothing to ask about. */
function fixedText(cell: Cell): string | undefined {
  const { term } = cell.value;
  return term.op === "constant" && typeof term.value === "string" && !isBlank(term.value) ? term.value : undefined;
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return text.length === 0 || (first <= 32 && text.trim() === "");
}

function traced(plain: Build, cell: Cell): Build {
  return (run) => {
    const { recorder } = run;
    if (recorder === undefined) return plain(run);
    recorder.take();
    const value = plain(run);
    const own = cell.path.slice(run.base.length);
    const path = own === "" ? run.prefix.slice(0, -1) : run.prefix + own;
    run.lineage.push({ path, value, sources: recorder.take(), span: cell.valueSpan });
    return value;
  };
}

/** Goes to entry `position` of a list; only a lineage needs to know. */
function enter(run: Run, node: EachBlock | FixedList, outer: Pick<Run, "prefix" | "base">, position: number): void {
  if (run.recorder === undefined) return;
  run.prefix = `${outer.prefix}${node.path.slice(outer.base.length)}.${position}.`;
  run.base = `${node.path}.`;
}

function compileEach(node: EachBlock, options: BuildOptions): Build {
  const { each, entry } = node;
  const list = compileExpression(each.list, { trace: options.trace });
  const when = node.when === undefined ? undefined : compileExpression(node.when, { trace: options.trace });
  const require = compileRequirements(each.level, options.messages);
  const build = entry.kind === "cell" ? compileCell(entry, options) : compileEntry(entry, options, true);
  const { slot, scope } = each;
  return (run) => {
    const { frame } = run;
    const items = when !== undefined && when(frame) !== true ? undefined : listIn(list, node, run);
    if (items === undefined || items.length === 0) return undefined;
    const made: Value[] = [];
    const { prefix, base, row } = run;
    for (let index = 0; index < items.length; index++) {
      frame.slots[slot] = items[index] as Value;
      frame.slots[slot + 1] = index + 1;
      scope.reset(frame);
      run.row = index + 1;
      enter(run, node, { prefix, base }, index + 1);
      require(run);
      const value = build(run);
      if (value !== undefined && value !== null) made.push(value);
    }
    run.row = row;
    run.prefix = prefix;
    run.base = base;
    return made.length === 0 ? undefined : made;
  };
}

function listIn(list: Evaluate, node: EachBlock, run: Run): readonly Value[] | undefined {
  try {
    const items = list(run.frame);
    return Array.isArray(items) ? items : undefined;
  } catch (fault) {
    if (!(fault instanceof EvaluationFault)) throw fault;
    run.said.push(inField(fault, node, run));
    return undefined;
  }
}

function compileList(node: FixedList, options: BuildOptions): Build {
  const entries = node.entries.map((entry) =>
    entry.kind === "cell" ? compileCell(entry, options) : compileEntry(entry, options, false),
  );
  return (run) => {
    const made: Value[] = [];
    const { prefix, base } = run;
    for (let index = 0; index < entries.length; index++) {
      enter(run, node, { prefix, base }, made.length + 1);
      const value = (entries[index] as Build)(run);
      if (value !== undefined && value !== null) made.push(value);
    }
    run.prefix = prefix;
    run.base = base;
    return made.length === 0 ? undefined : made;
  };
}

/** One entry of a list, a record of its own. */
function compileEntry(block: Block, options: BuildOptions, always: boolean): Build {
  const plan: Plan = {
    parts: [],
    path: block.path,
    when: block.when === undefined ? undefined : compileExpression(block.when, { trace: options.trace }),
  };
  for (const field of block.fields) addNode(plan, field, options);
  return compilePlan(plan, options, always);
}

function sayMissing(node: Cell | EachBlock | FixedList, run: Run, options: BuildOptions): void {
  const say = node.kind === "cell" ? node.requiredSay : undefined;
  if (say !== undefined && node.kind === "cell") {
    run.said.push(saidOf(say, options.messages.get(say), {}, node.valueSpan));
    return;
  }
  const reads = node.kind === "cell" ? sourceReads(node) : [];
  const row = run.row > 0 ? ` (row ${run.row})` : "";
  const text = `${node.path}${row} is required and has no value.`;
  const advice = reads.length === 0 ? undefined : `Fill in ${named(reads)} in ${options.sourceSide}.`;
  run.said.push(
    standardSaid(
      "required-missing",
      text,
      advice,
      { field: node.path, ...(run.row > 0 ? { row: run.row } : {}) },
      node.kind === "cell" ? node.valueSpan : node.span,
    ),
  );
}

function sourceReads(cell: Cell): readonly string[] {
  return [...readsOf(cell.value)].filter((path) => !path.startsWith("settings."));
}

function inField(fault: EvaluationFault, node: Cell | EachBlock, run: Run): ReturnType<typeof saidOfFault> {
  const said = saidOfFault(fault);
  const row = run.row > 0 ? ` (row ${run.row})` : "";
  return {
    ...said,
    text: `${node.path}${row}: ${said.text}`,
    facts: { ...said.facts, field: node.path, ...(run.row > 0 ? { row: run.row } : {}) },
  };
}
