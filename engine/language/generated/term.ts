import { isPresent } from "../../value/equality.ts";
import { compilerFor, lazy } from "../closures/compile.ts";
import { TESTS_OF_TEXT } from "../closures/is.ts";
import { isPlain } from "../closures/paths.ts";
import { type Compiler, compileTerm, holds, shown, withoutOmit } from "../closures/term.ts";
import { printed } from "../stdlib/read.ts";
import type { Defined, LazyName } from "../types/scope.ts";
import type { GeneratorTerm, Term } from "../types/term.ts";
import type { Field } from "../types/type.ts";
import { generateArithmetic, generateNegation } from "./arithmetic.ts";
import { generateCall } from "./call.ts";
import { generateComparison, generateMember } from "./comparison.ts";
import { type GeneratedSource, Routine, readField } from "./generated-source.ts";
import { generateIndex } from "./index.ts";

/** What writes the terms within a term: JavaScript expressions that read `frame` and `slots`. */
export interface TermGenerator {
  readonly source: GeneratedSource;
  readonly routine: Routine;
  readonly compiler: Compiler;
  /** An expression for the term's value. */
  value(term: Term): string;
  /** An expression that is true or false. */
  condition(term: Term): string;
  /** The value in a variable of its own, as an expression that sets it first: `(t1 = …)`. */
  held(term: Term): { readonly set: string; readonly variable: string };
  /** A call of the term's closure. */
  closure(term: Term): string;
}

/**
 * Writes terms as JavaScript, in place of the closures that `compileTerm` makes of them: the same value wherever there is one.
 * Where the data do not allow it the code throws something or other, and only the closures can say what is wrong. What is
 * rare stays a closure that the code calls.
 */
export class TermWriter implements TermGenerator {
  readonly source: GeneratedSource;
  readonly routine: Routine;
  readonly compiler: Compiler;
  readonly #functions: Map<LazyName | Field, string>;

  /** `functions`: those for names and fields that have been written already; one map for all of a source. */
  constructor(routine: Routine, compiler: Compiler, functions: Map<LazyName | Field, string>) {
    this.source = routine.source;
    this.routine = routine;
    this.compiler = withoutOmit(compiler);
    this.#functions = functions;
  }

  /** `omit`: the expression for what `omit` gives, where the term is the result. */
  value(term: Term, omit = "undefined"): string {
    switch (term.op) {
      case "constant":
        return this.source.literal(term.value);
      case "omit":
        return omit;
      case "slot":
        return this.routine.slot(term.slot);
      case "position":
        return this.#position(term.slot);
      case "lazy":
        return `${this.#lazy(term.entry)}(frame)`;
      case "field":
        return this.#field(term);
      case "index":
        return generateIndex(term, this);
      case "call":
        return generateCall(term, this);
      case "generator":
        return `${this.#list(term)}(frame)`;
      case "negate":
        return generateNegation(term, this);
      case "arithmetic":
        return generateArithmetic(term, this);
      case "coalesce":
        return this.#coalesce(term, omit);
      case "template":
        return `(${['""', ...term.parts.map((part) => this.#part(part))].join(" + ")})`;
      case "conditional":
        return `(${this.condition(term.condition)} ? ${this.value(term.value, omit)} : ${this.value(term.otherwise, omit)})`;
      case "match":
        return this.#match(term, omit);
      case "lookup":
      case "hole":
        return this.closure(term);
      default:
        return this.condition(term);
    }
  }

  condition(term: Term): string {
    switch (term.op) {
      case "and":
        return `(${this.condition(term.left)} && ${this.condition(term.right)})`;
      case "or":
        return `(${this.condition(term.left)} || ${this.condition(term.right)})`;
      case "not":
        return `!${this.condition(term.of)}`;
      case "presence":
        if (term.of.type.kind !== "unknown") return this.#present(term.of).present;
        return `${this.source.capture(holds, "holds")}(${this.value(term.of)})`;
      case "is":
        return this.#is(term);
      case "matches": {
        const { set, variable } = this.held(term.of);
        return `(typeof ${set} === "string" && ${this.source.capture(term.pattern, "pattern")}.test(${variable}))`;
      }
      case "compare":
        return generateComparison(term, this);
      case "member":
        return generateMember(term, this);
      default:
        return `(${this.value(term)} === true)`;
    }
  }

  held(term: Term): { readonly set: string; readonly variable: string } {
    const value = this.value(term);
    // A constant, and what stands in a variable already, needs no other one.
    if (SIMPLE.test(value)) return { set: value, variable: value };
    const variable = this.routine.temporary();
    return { set: `(${variable} = ${value})`, variable };
  }

  /** Whether anything is there. Most texts begin with a plain character, which is quickly seen. */
  #present(of: Term): { readonly present: string; readonly variable: string } {
    const { set, variable } = this.held(of);
    return { present: `${this.source.capture(isPresent, "isPresent")}(${set})`, variable };
  }

  closure(term: Term): string {
    return `${this.source.capture(compileTerm(term, this.compiler), "closure")}(frame)`;
  }

  #position(slot: number): string {
    const variable = this.routine.temporary();
    return `(typeof (${variable} = slots[${slot + 1}]) === "number" ? ${variable} : ${this.source.giveUp()})`;
  }

  #field(term: Extract<Term, { op: "field" }>): string {
    const { of, field } = term;
    if (isPlain(field)) {
      const path = this.#path(term);
      if (path !== undefined) return path;
      const { set, variable } = this.held(of);
      return `(${set}, ${readField(variable, field.name)})`;
    }
    const { set, variable } = this.held(of);
    const rule = this.#rule(field);
    const read =
      rule === undefined ? `${this.source.capture(field, "field")}.read(${variable}, frame)` : `${rule}(frame)`;
    return `(typeof ${set} === "object" && ${variable} !== null ? ${read} ?? undefined : undefined)`;
  }

  /** The variable for plain fields of what stands in a slot. */
  #path(term: Term): string | undefined {
    if (term.op === "slot") return this.routine.slot(term.slot);
    if (term.op !== "field" || !isPlain(term.field)) return undefined;
    const record = this.#path(term.of);
    return record === undefined ? undefined : this.routine.field(record, term.field.name);
  }

  #coalesce(term: Extract<Term, { op: "coalesce" }>, omit: string): string {
    const { present, variable } = this.#present(term.left);
    return `(${present} ? ${variable} : ${this.value(term.right, omit)})`;
  }

  #is(term: Extract<Term, { op: "is" }>): string {
    const { what, not } = term;
    const { present, variable } = this.#present(term.of);
    if (what === "present" || what === "absent") return `(${present} === ${(what === "present") !== not})`;
    const test = `${this.source.capture(TESTS_OF_TEXT[what], "test")}(${this.source.capture(printed, "printed")}(${variable}))`;
    return `(${present} && ${test} === ${!not})`;
  }

  #part(part: string | Term): string {
    if (typeof part === "string") return JSON.stringify(part);
    return `${this.source.capture(shown, "shown")}(${this.value(part)})`;
  }

  #match(term: Extract<Term, { op: "match" }>, omit: string): string {
    const { set, variable } = this.held(term.subject);
    let cases = "";
    let rest: string | undefined;
    for (const arm of term.arms) {
      if (arm.values === undefined) {
        // The first arm for a value counts, and none after the rest.
        rest = this.value(arm.value, omit);
        break;
      }
      const tests = arm.values.map((value) => `${variable} === ${this.source.literal(value)}`);
      if (tests.length > 0) cases += `${tests.join(" || ")} ? ${this.value(arm.value, omit)} : `;
    }
    rest ??= `${variable} === undefined || ${variable} === null ? undefined : ${this.source.giveUp()}`;
    return `(${set}, ${cases}${rest})`;
  }

  /** The function for a `let`, which keeps its value until the scope is reset. */
  #lazy(entry: LazyName): string {
    const { slot, defined } = entry;
    if (defined === undefined) return this.source.capture(lazy(entry, false), "lazy");
    const there = this.#functions.get(entry);
    if (there !== undefined) return there;
    const name = this.source.name("lazy");
    this.#functions.set(entry, name);
    const routine = new Routine(this.source);
    const value = this.#defined(defined, routine);
    this.source.add(
      `function ${name}(frame) {\nif (frame.slots[${slot + 1}] === true) return frame.slots[${slot}];\n` +
        `${routine.head()}\nconst value = ${value};\nslots[${slot}] = value;\nslots[${slot + 1}] = true;\nreturn value;\n}`,
    );
    return name;
  }

  /** The function for a field that is a rule of its own; undefined for any other. */
  #rule(field: Field): string | undefined {
    const there = this.#functions.get(field);
    if (there !== undefined) return there;
    const rule = field.rule?.();
    if (rule === undefined) return undefined;
    const name = this.source.name("rule");
    this.#functions.set(field, name);
    const routine = new Routine(this.source);
    const value = this.#defined(rule.value, routine);
    const result =
      rule.when === undefined ? value : `${this.#defined(rule.when, routine)} === true ? ${value} : undefined`;
    this.source.add(`function ${name}(frame) {\n${routine.head()}\nreturn ${result};\n}`);
    return name;
  }

  /** An expression that stands elsewhere, for a function of its own. */
  #defined(defined: Defined, routine: Routine): string {
    return new TermWriter(routine, compilerFor(defined, false, undefined), this.#functions).value(defined.term);
  }

  /** The function for the entries of a generator. */
  #list(term: GeneratorTerm): string {
    const { slot } = term;
    const name = this.source.name("list");
    const routine = new Routine(this.source);
    const writer = new TermWriter(routine, this.compiler, this.#functions);
    const list = writer.value(term.list);
    routine.enterLoop(slot, "entry");
    const condition = term.condition === undefined ? "" : `if (!${writer.condition(term.condition)}) continue;\n`;
    const result = term.value.type.kind === "bool" ? writer.condition(term.value) : writer.value(term.value);
    const kept = term.by === undefined ? "result" : `[${writer.value(term.by)}, result]`;
    const loop =
      `const entry = entries[index];\nslots[${slot}] = entry;\nslots[${slot + 1}] = index + 1;\n` +
      `${routine.leaveLoop()}\n${condition}const result = ${result};\nresults.push(${kept});`;
    this.source.add(
      `function ${name}(frame) {\n${routine.head()}\nconst entries = ${list};\nif (!Array.isArray(entries)) return [];\n` +
        `const results = [];\nfor (let index = 0; index < entries.length; index++) {\n${loop}\n}\nreturn results;\n}`,
    );
    return name;
  }
}

const SIMPLE = /^(?:[A-Za-z]+\d*|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*")$/;
