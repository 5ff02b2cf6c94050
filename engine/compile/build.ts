import { compileExpression, type Evaluate, EvaluationFault } from "../language/closures/compile.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList, Level } from "../mapping/typed.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { cellRules, isBlank, OMITTED, sourceReads } from "./cell-rules.ts";
import { generateRecord } from "./generate-record.ts";
import { compileRequirements } from "./level.ts";
import { type BuildOptions, isAlwaysMade, isConstant, isStrict, type Plan, planOf } from "./plan.ts";
import type { Run } from "./run.ts";
import { saidOf, saidOfFault, standardSaid } from "./say.ts";
import { named } from "./values.ts";

/** Makes one value of the target; what does not fit is said in the run. */
export type Build = (run: Run) => Value;

/**
 * Makes the function that makes a record of its fields, with its keys in the order of the mapping. Untraced it is generated
 * code, with the closures behind it for what the code cannot do: say what is wrong. With a level it looks first at what the
 * level requires.
 */
export function compileFields(
  fields: readonly FieldNode[],
  options: BuildOptions,
  level?: Level,
): (run: Run) => RecordValue {
  const plan = planOf(fields, options);
  const closures = compileRecord(plan, options, level);
  const generated = options.trace ? undefined : generateRecord(plan, options, level);
  return generated === undefined ? closures : orClosures(generated.make, closures);
}

/** Generated code makes a record that nothing is said of. All that can be said about one is left to the closures. */
function orClosures(make: (run: Run) => RecordValue, closures: (run: Run) => RecordValue): (run: Run) => RecordValue {
  return (run) => {
    const { said } = run;
    const before = said.length;
    try {
      const record = make(run);
      if (said.length === before) return record;
    } catch {
      // The closures meet the same, and know its place and its words.
    }
    said.length = before;
    return closures(run);
  };
}

/** The same from closures alone: what the generated code must agree with. */
export function compileRecord(plan: Plan, options: BuildOptions, level?: Level): (run: Run) => RecordValue {
  const build = compilePlan(plan, options, true);
  const require = level === undefined ? undefined : compileRequirements(level, options.messages);
  return (run) => {
    require?.(run);
    return (build(run) ?? {}) as RecordValue;
  };
}

interface Part {
  readonly key: string;
  readonly build: Build;
  readonly constant: boolean;
  readonly missing: ((run: Run) => void) | undefined;
}

function compilePart(part: Plan["parts"][number], options: BuildOptions): Part {
  const { key } = part;
  const constant = isConstant(part);
  if ("plan" in part) {
    const build = compilePlan(part.plan, options, isAlwaysMade(part.plan, options));
    return { key, build, constant, missing: undefined };
  }
  const { node } = part;
  const missing = part.required ? (run: Run) => sayMissing(node, run, options) : undefined;
  return { key, build: compileNode(node, options), constant, missing };
}

/** `always`: made even when nothing but constants is in it. */
function compilePlan(plan: Plan, options: BuildOptions, always: boolean): Build {
  const parts = plan.parts.map((part) => compilePart(part, options));
  const keys = parts.map((part) => part.key);
  const builds = parts.map((part) => part.build);
  const constants = parts.map((part) => part.constant);
  const missing = parts.map((part) => part.missing);
  const count = parts.length;
  const madeOfConstants = always || constants.every(Boolean);
  const when = plan.when === undefined ? undefined : compileExpression(plan.when, { trace: options.trace });
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

function compileNode(node: Cell | EachBlock | FixedList, options: BuildOptions): Build {
  if (node.kind === "each") return compileEach(node, options);
  return node.kind === "list" ? compileList(node, options) : compileCell(node, options);
}

function compileCell(cell: Cell, options: BuildOptions): Build {
  const { trace } = options;
  const evaluate = compileExpression(cell.value, { trace, omit: OMITTED });
  const when = cell.when === undefined ? undefined : compileExpression(cell.when, { trace });
  const { shape, absent, keepsEmpty, fixed } = cellRules(cell, options);
  const strict = isStrict(cell) ? (run: Run) => sayMissing(cell, run, options) : undefined;
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
  return compilePlan(planOf(block.fields, options, block), options, always);
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

function inField(fault: EvaluationFault, node: Cell | EachBlock, run: Run): ReturnType<typeof saidOfFault> {
  const said = saidOfFault(fault);
  const row = run.row > 0 ? ` (row ${run.row})` : "";
  return {
    ...said,
    text: `${node.path}${row}: ${said.text}`,
    facts: { ...said.facts, field: node.path, ...(run.row > 0 ? { row: run.row } : {}) },
  };
}
