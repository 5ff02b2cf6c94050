import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { Frame } from "./frame.ts";
import { combine, NO_PROOFS, type Proof, type Proofs } from "./proofs.ts";
import type { Term } from "./term.ts";
import type { Field, Type } from "./type.ts";

export interface NameOptions {
  readonly description?: string;
  readonly span?: Span;
  /** The fields of the record are bare names too: the source record. */
  readonly open?: boolean;
  /** Of `defineValue`: what the function always gives. */
  readonly constant?: Value;
  /** Of `defineValue`: the slot whose value the function reads, in ways that nobody sees. */
  readonly reads?: number;
}

interface Common {
  readonly name: string;
  readonly type: Type;
  readonly slot: number;
  readonly description: string | undefined;
  readonly span: Span | undefined;
}

/** A value that the caller puts into `frame.slots[slot]`; `frame.slots[slot + 1]` is its position where it steps through a list. */
export interface ValueName extends Common {
  readonly kind: "value";
  readonly open: boolean;
}

/** A value that is worked out when it is first read. `frame.slots[slot + 1]` is `true` when it has been. */
export interface LazyName extends Common {
  readonly kind: "lazy";
  /** Of `define`; for proofs and for tracing through the name. */
  readonly defined: Defined | undefined;
  /** What it always is, where that is known: a table of the mapping. */
  readonly constant: Value;
  readonly reads: number | undefined;
  /** Made once by the compiler for `define`, given for `defineValue`. */
  evaluate: ((frame: Frame) => Value) | undefined;
  evaluateTraced: ((frame: Frame) => Value) | undefined;
}

/** What `define` needs of a checked expression. */
export interface Defined {
  readonly type: Type;
  readonly term: Term;
  readonly text: LocatedText;
}

export type ScopeName = ValueName | LazyName;

/** What a bare name stands for. */
export type Resolved = { readonly entry: ScopeName; readonly field: Field | undefined };

interface Tree {
  slots: number;
  /** Counts definitions, so that cached lists know when they are old. */
  version: number;
}

/** The names that an expression may use, and what has been proved of them. Slots are unique in a whole tree of scopes. */
export class Scope {
  readonly #tree: Tree;
  readonly #parent: Scope | undefined;
  readonly #proofs: Proofs;
  readonly #names = new Map<string, ScopeName>();
  readonly #children: Scope[] = [];
  #lazySlots: { readonly version: number; readonly slots: readonly number[] } | undefined;

  private constructor(tree: Tree, parent: Scope | undefined, proofs: Proofs) {
    this.#tree = tree;
    this.#parent = parent;
    this.#proofs = proofs;
  }

  static root(): Scope {
    return new Scope({ slots: 0, version: 0 }, undefined, NO_PROOFS);
  }

  child(): Scope {
    return this.#nested(NO_PROOFS);
  }

  /** A child in which these are proved. */
  assume(proofs: Proofs): Scope {
    return this.#nested(proofs);
  }

  /**
   * A value that the caller puts into `frame.slots[slot]`. Below an `each` the caller also puts the position, counted from 1,
   * into `frame.slots[slot + 1]`, which is what `position(name)` reads.
   */
  declare(name: string, type: Type, options: NameOptions = {}): number {
    const slot = this.#reserve();
    const { description, span, open = false } = options;
    this.#names.set(name, { kind: "value", name, type, slot, description, span, open });
    return slot;
  }

  /** A named expression (`let`), worked out at most once until `reset`. */
  define(name: string, typed: Defined, options: NameOptions = {}): void {
    this.#lazy(name, typed.type, typed, undefined, options);
  }

  /** The same with a function: look-ups of `with`, prerequisites. */
  defineValue(name: string, type: Type, evaluate: (frame: Frame) => Value, options: NameOptions = {}): void {
    this.#lazy(name, type, undefined, evaluate, options);
  }

  /** What a bare name means here; the nearest scope wins. */
  resolve(name: string): Resolved | undefined {
    const entry = this.#names.get(name);
    if (entry !== undefined) return { entry, field: undefined };
    for (const open of this.#names.values()) {
      const field = openField(open, name);
      if (field !== undefined) return { entry: open, field };
    }
    return this.#parent?.resolve(name);
  }

  /** All names with the fields of open records, nearest first; a hidden name comes once. */
  *names(): Iterable<{ readonly name: string; readonly type: Type; readonly description?: string }> {
    const seen = new Set<string>();
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#parent) {
      for (const one of scope.#own()) {
        if (seen.has(one.name)) continue;
        seen.add(one.name);
        yield one;
      }
    }
  }

  /** What is proved of a path in this scope and those around it. */
  proofOf(key: string): Proof {
    const own = this.#proofs.get(key);
    const outer = this.#parent?.proofOf(key);
    return outer === undefined ? (own ?? {}) : combine(outer, own);
  }

  /** Slots of the whole tree, so ask when all is declared. */
  get slotCount(): number {
    return this.#tree.slots;
  }

  /** Forgets the lazy values of this scope and its children, before a frame is filled again. */
  reset(frame: Frame): void {
    const slots = this.resetSlots;
    for (let index = 0; index < slots.length; index++) frame.slots[slots[index] as number] = undefined;
  }

  /** The slots that `reset` sets to undefined; ask when all is defined. */
  get resetSlots(): readonly number[] {
    if (this.#lazySlots?.version !== this.#tree.version)
      this.#lazySlots = { version: this.#tree.version, slots: this.#collectLazy() };
    return this.#lazySlots.slots;
  }

  #nested(proofs: Proofs): Scope {
    const child = new Scope(this.#tree, this, proofs);
    this.#children.push(child);
    return child;
  }

  #reserve(): number {
    const slot = this.#tree.slots;
    this.#tree.slots += 2;
    return slot;
  }

  #lazy(
    name: string,
    type: Type,
    defined: Defined | undefined,
    evaluate: LazyName["evaluate"],
    options: NameOptions,
  ): void {
    const slot = this.#reserve();
    this.#tree.version++;
    const { description, span } = options;
    this.#names.set(name, {
      kind: "lazy",
      name,
      type,
      slot,
      description,
      span,
      defined,
      constant: options.constant,
      reads: options.reads,
      evaluate,
      evaluateTraced: evaluate,
    });
  }

  #collectLazy(): readonly number[] {
    const own = [...this.#names.values()].filter((entry) => entry.kind === "lazy").map((entry) => entry.slot + 1);
    return [...own, ...this.#children.flatMap((child) => child.#collectLazy())];
  }

  *#own(): Iterable<{ readonly name: string; readonly type: Type; readonly description?: string }> {
    for (const entry of this.#names.values()) {
      yield {
        name: entry.name,
        type: entry.type,
        ...(entry.description === undefined ? {} : { description: entry.description }),
      };
    }
    for (const entry of this.#names.values()) {
      if (entry.kind !== "value" || !entry.open || entry.type.kind !== "record") continue;
      for (const name of entry.type.shape.names()) {
        const field = entry.type.shape.field(name);
        if (field !== undefined)
          yield {
            name,
            // Asked for only where it is wanted: the type of a computed field is worked out then.
            get type() {
              return field.type;
            },
            ...(field.description === undefined ? {} : { description: field.description }),
          };
      }
    }
  }
}

function openField(entry: ScopeName, name: string): Field | undefined {
  return entry.kind === "value" && entry.open && entry.type.kind === "record"
    ? entry.type.shape.field(name)
    : undefined;
}
