import type { GeneratedSource } from "./generated-source.ts";

/** Where values that do not change from there on are read once: the head of a function, or of a loop in it. */
interface Head {
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
  readonly #heads: Head[] = [newHead()];
  /** Where each variable is set: what is read of it is read there too. */
  readonly #headOf = new Map<string, Head>();
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
    const innermost = this.#heads.findLast((head) => head.slots.has(slot)) ?? (this.#heads[0] as Head);
    const there = innermost.slots.get(slot);
    if (there !== undefined) return there;
    const name = this.source.name("s");
    innermost.lines.push(`const ${name} = slots[${slot}];`);
    return this.#bind(innermost, slot, name);
  }

  /** The variable that holds a plain field of the record in another variable of this kind; absent is undefined. */
  field(record: string, field: string): string {
    const head = this.#headOf.get(record);
    if (head === undefined) throw new Error(`${record} is no variable of this function`);
    const key = `${record} ${field}`;
    const there = head.fields.get(key);
    if (there !== undefined) return there;
    const name = this.source.name("f");
    head.lines.push(`const ${name} = ${readField(record, field)};`);
    head.fields.set(key, name);
    this.#headOf.set(name, head);
    return name;
  }

  /** What is written until `leaveLoop` stands in a loop that puts the variable's value into the slot. */
  enterLoop(slot: number, variable: string): void {
    const head = newHead();
    this.#heads.push(head);
    this.#bind(head, slot, variable);
  }

  /** The lines for the head of the loop. */
  leaveLoop(): string {
    const head = this.#heads.pop();
    return head === undefined ? "" : head.lines.join("\n");
  }

  /** The lines for the head of the function, to be asked for when its body is made. */
  head(): string {
    const temporaries = this.#temporaries.length === 0 ? "" : `let ${this.#temporaries.join(", ")};\n`;
    return `const slots = frame.slots;\n${temporaries}${(this.#heads[0] as Head).lines.join("\n")}`;
  }

  #bind(head: Head, slot: number, name: string): string {
    head.slots.set(slot, name);
    this.#headOf.set(name, head);
    return name;
  }
}

function newHead(): Head {
  return { slots: new Map(), fields: new Map(), lines: [] };
}

/** Reads a field of what a variable holds: undefined where it is no record, and for null. */
export function readField(record: string, field: string): string {
  return `(typeof ${record} === "object" && ${record} !== null ? ${record}[${JSON.stringify(field)}] ?? undefined : undefined)`;
}
