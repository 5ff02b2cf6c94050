import type { Typed } from "../language/check/check.ts";
import { compilerFor } from "../language/closures/compile.ts";
import { GeneratedSource } from "../language/generated/generated-source.ts";
import { Routine } from "../language/generated/routine.ts";
import { TermWriter } from "../language/generated/term.ts";
import type { LazyName } from "../language/types/scope.ts";
import type { Field } from "../language/types/type.ts";
import type { Block, Cell, EachBlock, FixedList } from "../mapping/tree/field-node.ts";
import type { Level } from "../mapping/tree/level.ts";
import type { RecordValue } from "../value/value.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { generateCell } from "./generate-cell.ts";
import { type BuildOptions, isAlwaysMade, isConstant, outlineOf, type RecordOutline } from "./record-outline.ts";
import { compileRequirements } from "./requirements.ts";

export interface GeneratedRecord {
  /**
   * Makes the record. Where anything is to be said of it, this throws or has said something of it: then what it gives and
   * said is to be thrown away.
   */
  readonly make: (state: EvaluationState) => RecordValue;
  /** The source, for people who look. */
  readonly text: string;
}

/** Writes one function that makes the record of an outline, once what its level requires is there. Undefined where this process may not make code from text. */
export function generateRecord(
  outline: RecordOutline,
  options: BuildOptions,
  level?: Level,
): GeneratedRecord | undefined {
  if (!isGenerable(outline)) return undefined;
  const source = new GeneratedSource();
  const writer = new RecordWriter(source, options);
  const requirements = level === undefined ? "" : writer.requirements(level);
  const { code, variable } = writer.record(outline, true);
  const name = source.name("record");
  source.add(
    `function ${name}(state) {\nconst frame = state.frame;\n${writer.routine.head()}\n${requirements}${code}\nreturn ${variable} ?? {};\n}`,
  );
  const make = source.run(name) as GeneratedRecord["make"] | undefined;
  return make === undefined ? undefined : { make, text: source.text(name) };
}

/** In a literal this name would be no key. The readers refuse it as well. */
export function isGenerable(outline: RecordOutline): boolean {
  return outline.parts.every((part) => part.key !== "__proto__" && (!("outline" in part) || isGenerable(part.outline)));
}

/** Statements, and the variable that holds what they make. */
export interface Written {
  readonly code: string;
  readonly variable: string;
}

interface WrittenPart extends Written {
  readonly key: string;
  readonly constant: boolean;
  /** Undefined gives the record up. */
  readonly required: boolean;
}

/** What writes the values of a record. */
export class RecordWriter {
  readonly source: GeneratedSource;
  readonly routine: Routine;
  readonly options: BuildOptions;
  readonly #functions = new Map<LazyName | Field, string>();

  constructor(source: GeneratedSource, options: BuildOptions) {
    this.source = source;
    this.routine = new Routine(source);
    this.options = options;
  }

  /** An expression for a rule's value. */
  value(typed: Typed, omit = "undefined"): string {
    return new TermWriter(this.routine, compilerFor(typed), this.#functions, omit).value(typed.term);
  }

  /** Statements only where a condition holds. */
  when(condition: Typed | undefined, code: string): string {
    return condition === undefined ? code : `if (${this.value(condition)} === true) {\n${code}\n}`;
  }

  /** Prerequisites are asked for; a rule that refuses gives the record up, so that the closures say why. */
  requirements(level: Level): string {
    const needs =
      level.needs.length === 0
        ? ""
        : `${this.source.capture(compileRequirements({ ...level, refuse: [] }, this.options.messages), "require")}(state);\n`;
    const guards = level.refuse.map(({ when }) => `if (${this.value(when)} === true) ${this.source.giveUp()};\n`);
    return needs + guards.join("");
  }

  /** `always`: made even when nothing but constants is in it. */
  record(outline: RecordOutline, always: boolean): Written {
    const variable = this.source.name("r");
    const parts = outline.parts.map((part): WrittenPart => {
      const written =
        "outline" in part ? this.record(part.outline, isAlwaysMade(part.outline, this.options)) : this.#node(part.node);
      return { ...written, key: part.key, constant: isConstant(part), required: "node" in part && part.required };
    });
    const missing = parts.filter(({ required }) => required).map((part) => `${part.variable} === undefined`);
    const check = missing.length === 0 ? "" : `if (${missing.join(" || ")}) ${this.source.giveUp()};\n`;
    const made = check + assembly(variable, parts);
    const worth = parts.filter(({ constant }) => !constant).map((part) => `${part.variable} !== undefined`);
    const guarded = always || worth.length === 0 ? made : `if (${worth.join(" || ")}) {\n${made}\n}`;
    const code = [...parts.map((part) => part.code), guarded].join("\n");
    return {
      variable,
      code: `let ${variable};\n${outline.when === undefined ? `{\n${code}\n}` : this.when(outline.when, code)}`,
    };
  }

  #node(node: Cell | EachBlock | FixedList): Written {
    if (node.kind === "each") return this.#each(node);
    return node.kind === "list" ? this.#list(node) : generateCell(node, this);
  }

  #entry(entry: Cell | Block, always: boolean): Written {
    return entry.kind === "cell"
      ? generateCell(entry, this)
      : this.record(outlineOf(entry.fields, this.options, entry), always);
  }

  #each(node: EachBlock): Written {
    const { slot, scope, level, list } = node.each;
    const [variable, items, item, index, made] = ["v", "items", "item", "index", "made"].map((hint) =>
      this.source.name(hint),
    );
    const entries = this.value(list);
    this.routine.enterLoop(slot, String(item));
    const requirements = this.requirements(level);
    const entry = this.#entry(node.entry, true);
    const head = this.routine.leaveLoop();
    const loop =
      `for (let ${index} = 0; ${index} < ${items}.length; ${index}++) {\n` +
      `const ${item} = ${items}[${index}];\nslots[${slot}] = ${item};\nslots[${slot + 1}] = ${index} + 1;\n` +
      `${scope.resetSlots.map((one) => `slots[${one}] = undefined;\n`).join("")}${head}\n${requirements}${entry.code}\n${push(String(made), entry.variable)}\n}`;
    const code =
      `const ${items} = ${entries};\nif (Array.isArray(${items})) {\nconst ${made} = [];\n${loop}\n` +
      `if (${made}.length > 0) ${variable} = ${made};\n}`;
    return {
      variable: String(variable),
      code: `let ${variable};\n${node.when === undefined ? `{\n${code}\n}` : this.when(node.when, code)}`,
    };
  }

  #list(node: FixedList): Written {
    const variable = this.source.name("v");
    const entries = node.entries.map((entry) => this.#entry(entry, false));
    const complete = entries.map((entry) => isThere(entry.variable)).join(" && ");
    const one = (entry: Written): string =>
      `if (${isThere(entry.variable)}) (${variable} ??= []).push(${entry.variable});`;
    // Most often all entries are there, or one: a list made for them has no room to spare.
    const code =
      `${entries.map((entry) => entry.code).join("\n")}\n` +
      `if (${complete || "false"}) ${variable} = [${entries.map((entry) => entry.variable).join(", ")}];\n` +
      `else {\n${entries.map(one).join("\n")}\n}`;
    return { variable, code: `let ${variable};\n{\n${code}\n}` };
  }
}

function push(list: string, variable: string): string {
  return `if (${isThere(variable)}) ${list}.push(${variable});`;
}

function isThere(variable: string): string {
  return `${variable} !== undefined && ${variable} !== null`;
}

/** Puts the parts that are there into a record, in their order. */
function assembly(variable: string, parts: readonly WrittenPart[]): string {
  const keys = new Set(parts.map(({ key }) => key));
  const open = parts.filter((part) => !isCertain(part));
  if (keys.size < parts.length) return `${variable} = {};\n${stores(variable, parts)}`;
  if (open.length === 0) return `${variable} = ${literalOf(parts)};`;
  const complete = open.map((part) => `${part.variable} !== undefined`).join(" && ");
  return `if (${complete}) ${variable} = ${literalOf(parts)};\nelse {\n${incomplete(variable, parts)}\n}`;
}

/** What stands before the first part that may be absent is in the literal; the last ones often are the absent ones. */
function incomplete(variable: string, parts: readonly WrittenPart[]): string {
  const first = parts.findIndex((part) => !isCertain(part));
  return `${variable} = ${literalOf(parts.slice(0, first))};\n${stores(variable, parts.slice(first))}`;
}

function isCertain(part: WrittenPart): boolean {
  return part.required || part.variable.startsWith('"');
}

function literalOf(parts: readonly WrittenPart[]): string {
  return `{ ${parts.map((part) => `${JSON.stringify(part.key)}: ${part.variable}`).join(", ")} }`;
}

function stores(variable: string, parts: readonly WrittenPart[]): string {
  return parts
    .map((part) => {
      const store = `${variable}[${JSON.stringify(part.key)}] = ${part.variable};`;
      return isCertain(part) ? store : `if (${part.variable} !== undefined) ${store}`;
    })
    .join("\n");
}
