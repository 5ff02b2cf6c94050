import type { Value } from "../../value/value.ts";

/**
 * JavaScript in the making: functions as text, and the values they work with. No text of a mapping or of data stands in the
 * source but as a JSON literal; everything else is captured, that is, handed over under a name of ours.
 */
export class GeneratedSource {
  readonly #captured = new Map<unknown, string>();
  readonly #functions: string[] = [];
  #count = 0;

  /** A name of our own that nothing else has. `hint` is a word of the generator's, never of a mapping. */
  name(hint: string): string {
    return `${hint}${++this.#count}`;
  }

  /** The name under which the source reads this very value. */
  capture(value: unknown, hint: string): string {
    const there = this.#captured.get(value);
    if (there !== undefined) return there;
    const name = this.name(hint);
    this.#captured.set(value, name);
    return name;
  }

  /** A constant: a text as a JSON literal; what has no literal is captured. */
  literal(value: Value): string {
    if (value === undefined || value === null || typeof value === "boolean") return String(value);
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "number" && Number.isFinite(value)) return Object.is(value, -0) ? "-0" : `${value}`;
    return this.capture(value, "constant");
  }

  /**
   * An expression for where the data do not allow a value: it ends all that runs. The caller then asks the closures, which
   * know what to say.
   */
  giveUp(): string {
    return `${this.capture(giveUp, "giveUp")}()`;
  }

  /** Adds a function that the others may call. */
  add(text: string): void {
    this.#functions.push(text);
  }

  /** All that has been added, and what `expression` gives; for people who look. */
  text(expression: string): string {
    return `"use strict";\n${this.#functions.join("\n")}\nreturn ${expression};\n`;
  }

  /** Runs the source and gives the value of an expression of it. Undefined where this process may not make code from text. */
  run(expression: string): unknown {
    try {
      return new Function(...this.#captured.values(), this.text(expression))(...this.#captured.keys());
    } catch (error) {
      if (error instanceof EvalError) return undefined;
      throw error;
    }
  }
}

/** Thrown by generated code; whoever runs it catches everything. Without a stack, since nobody looks at it. */
const GIVEN_UP: unknown = Object.freeze({ givenUp: true });

function giveUp(): never {
  throw GIVEN_UP;
}

/** A place where values that do not change from there on are read once: the head of a function or of a loop in it. */
interface Place {
  readonly slots: Map<number, string>;
  readonly fields: Map<string, string>;
  readonly lines: string[];
}

/**
 * One function in the making. It has a variable `frame` and another one for its slots. Reads of plain fields move to the head
 * of the function, or of the loop that sets their slot: each is read once, and reading one that is not needed does no harm.
 */
export class Routine {
  readonly source: GeneratedSource;
  readonly #places: Place[] = [newPlace()];
  readonly #placeOf = new Map<string, Place>();
  readonly #temporaries: string[] = [];

  constructor(source: GeneratedSource) {
    this.source = source;
  }

  /** A variable that an expression may use on its way. */
  temporary(): string {
    const name = this.source.name("t");
    this.#temporaries.push(name);
    return name;
  }

  /** The variable that holds what stands in a slot. */
  slot(slot: number): string {
    const innermost = this.#places.findLast((place) => place.slots.has(slot)) ?? (this.#places[0] as Place);
    const there = innermost.slots.get(slot);
    if (there !== undefined) return there;
    const name = this.source.name("s");
    innermost.lines.push(`const ${name} = slots[${slot}];`);
    return this.#bind(innermost, slot, name);
  }

  /** The variable that holds a plain field of the record in another variable of this kind; absent is undefined. */
  field(record: string, field: string): string {
    const place = this.#placeOf.get(record);
    if (place === undefined) throw new Error(`${record} is no variable of this function`);
    const key = `${record} ${field}`;
    const there = place.fields.get(key);
    if (there !== undefined) return there;
    const name = this.source.name("f");
    place.lines.push(`const ${name} = ${readField(record, field)};`);
    place.fields.set(key, name);
    this.#placeOf.set(name, place);
    return name;
  }

  /** What is written until `leaveLoop` stands in a loop that puts the variable's value into the slot. */
  enterLoop(slot: number, variable: string): void {
    const place = newPlace();
    this.#places.push(place);
    this.#bind(place, slot, variable);
  }

  /** The lines for the head of the loop. */
  leaveLoop(): string {
    const place = this.#places.pop();
    return place === undefined ? "" : place.lines.join("\n");
  }

  /** The lines for the head of the function, to be asked for when its body is made. */
  head(): string {
    const temporaries = this.#temporaries.length === 0 ? "" : `let ${this.#temporaries.join(", ")};\n`;
    return `const slots = frame.slots;\n${temporaries}${(this.#places[0] as Place).lines.join("\n")}`;
  }

  #bind(place: Place, slot: number, name: string): string {
    place.slots.set(slot, name);
    this.#placeOf.set(name, place);
    return name;
  }
}

function newPlace(): Place {
  return { slots: new Map(), fields: new Map(), lines: [] };
}

/** Reads a field of what a variable holds: undefined where it is no record, and for null. */
export function readField(record: string, field: string): string {
  return `(typeof ${record} === "object" && ${record} !== null ? ${record}[${JSON.stringify(field)}] ?? undefined : undefined)`;
}
