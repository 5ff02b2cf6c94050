import { compileExpression } from "../language/closures/compile.ts";
import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Block, Cell, EachBlock, FixedList } from "../mapping/tree/field-node.ts";
import type { Level } from "../mapping/tree/level.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Build, compileCell } from "./cell-closure.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { inField, sayMissing } from "./field-problems.ts";
import { type BuildOptions, isAlwaysMade, isConstant, outlineOf, type RecordOutline } from "./record-outline.ts";
import { compileRequirements } from "./requirements.ts";

/** The same from closures alone: what the generated code must agree with. */
export function compileRecord(
  outline: RecordOutline,
  options: BuildOptions,
  level?: Level,
): (state: EvaluationState) => RecordValue {
  const build = compileOutline(outline, options, true);
  const require = level === undefined ? undefined : compileRequirements(level, options.messages);
  return (state) => {
    require?.(state);
    return (build(state) ?? {}) as RecordValue;
  };
}

interface CompiledPart {
  readonly key: string;
  readonly build: Build;
  readonly constant: boolean;
  readonly missing: ((state: EvaluationState) => void) | undefined;
}

function compilePart(part: RecordOutline["parts"][number], options: BuildOptions): CompiledPart {
  const { key } = part;
  const constant = isConstant(part);
  if ("outline" in part) {
    const build = compileOutline(part.outline, options, isAlwaysMade(part.outline, options));
    return { key, build, constant, missing: undefined };
  }
  const { node } = part;
  const missing = part.required ? (state: EvaluationState) => sayMissing(node, state, options) : undefined;
  return { key, build: compileNode(node, options), constant, missing };
}

/** `always`: made even when nothing but constants is in it. */
function compileOutline(outline: RecordOutline, options: BuildOptions, always: boolean): Build {
  const parts = outline.parts.map((part) => compilePart(part, options));
  const keys = parts.map((part) => part.key);
  const builds = parts.map((part) => part.build);
  const constants = parts.map((part) => part.constant);
  const missing = parts.map((part) => part.missing);
  const count = parts.length;
  const madeOfConstants = always || constants.every(Boolean);
  const when = outline.when === undefined ? undefined : compileExpression(outline.when, { trace: options.trace });
  return (state) => {
    if (when !== undefined && when(state.frame) !== true) return undefined;
    const record: Record<string, Value> = {};
    let made = madeOfConstants;
    let complete = true;
    for (let index = 0; index < count; index++) {
      const value = (builds[index] as Build)(state);
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
        if (missing[index] !== undefined && record[keys[index] as string] === undefined) missing[index]?.(state);
    return record;
  };
}

function compileNode(node: Cell | EachBlock | FixedList, options: BuildOptions): Build {
  if (node.kind === "each") return compileEach(node, options);
  return node.kind === "list" ? compileList(node, options) : compileCell(node, options);
}

/** Goes to entry `position` of a list; only a lineage needs to know. */
function enter(
  state: EvaluationState,
  node: EachBlock | FixedList,
  outer: Pick<EvaluationState, "prefix" | "base">,
  position: number,
): void {
  if (state.recorder === undefined) return;
  state.prefix = `${outer.prefix}${node.path.slice(outer.base.length)}.${position}.`;
  state.base = `${node.path}.`;
}

function compileEach(node: EachBlock, options: BuildOptions): Build {
  const { each, entry } = node;
  const list = compileExpression(each.list, { trace: options.trace });
  const when = node.when === undefined ? undefined : compileExpression(node.when, { trace: options.trace });
  const require = compileRequirements(each.level, options.messages);
  const build = entry.kind === "cell" ? compileCell(entry, options) : compileEntry(entry, options, true);
  const { slot, scope } = each;
  return (state) => {
    const { frame } = state;
    const items = when !== undefined && when(frame) !== true ? undefined : listIn(list, node, state);
    if (items === undefined || items.length === 0) return undefined;
    const made: Value[] = [];
    const { prefix, base, row } = state;
    for (let index = 0; index < items.length; index++) {
      frame.slots[slot] = items[index] as Value;
      frame.slots[slot + 1] = index + 1;
      scope.reset(frame);
      state.row = index + 1;
      enter(state, node, { prefix, base }, index + 1);
      require(state);
      const value = build(state);
      if (value !== undefined && value !== null) made.push(value);
    }
    state.row = row;
    state.prefix = prefix;
    state.base = base;
    return made.length === 0 ? undefined : made;
  };
}

function listIn(list: Evaluate, node: EachBlock, state: EvaluationState): readonly Value[] | undefined {
  try {
    const items = list(state.frame);
    return Array.isArray(items) ? items : undefined;
  } catch (fault) {
    if (!(fault instanceof EvaluationFault)) throw fault;
    state.said.push(inField(fault, node, state));
    return undefined;
  }
}

function compileList(node: FixedList, options: BuildOptions): Build {
  const entries = node.entries.map((entry) =>
    entry.kind === "cell" ? compileCell(entry, options) : compileEntry(entry, options, false),
  );
  return (state) => {
    const made: Value[] = [];
    const { prefix, base } = state;
    for (let index = 0; index < entries.length; index++) {
      enter(state, node, { prefix, base }, made.length + 1);
      const value = (entries[index] as Build)(state);
      if (value !== undefined && value !== null) made.push(value);
    }
    state.prefix = prefix;
    state.base = base;
    return made.length === 0 ? undefined : made;
  };
}

/** One entry of a list, a record of its own. */
function compileEntry(block: Block, options: BuildOptions, always: boolean): Build {
  return compileOutline(outlineOf(block.fields, options, block), options, always);
}
