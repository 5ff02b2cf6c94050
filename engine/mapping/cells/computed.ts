import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import { markComputed, readingOf } from "./computed-evaluation.ts";
import { checkCell, type Parsed } from "./expressions.ts";

/** One `computed` field, parsed. */
export interface ComputedField {
  readonly kind: string;
  readonly name: string;
  readonly parsed: Parsed;
  readonly span: Span;
}

/**
 * Fields of our own on the records of a kind, usable wherever such a record is. They are checked when first asked for,
 * since they may use one another, and evaluated once for a record in one evaluation.
 */
export class Computed {
  readonly #fields = new Map<string, Map<string, ComputedField>>();
  readonly #made = new Map<ComputedField, Field>();
  readonly #open = new Set<ComputedField>();
  readonly #checked = new Map<ComputedField, CheckedField>();
  readonly #typeds: Typed[] = [];
  readonly #shapes = new WeakMap<Shape, Shape>();
  readonly #report: Report;
  readonly #rootScope: (shape: Shape) => Scope;

  constructor(report: Report, rootScope: (shape: Shape) => Scope) {
    this.#report = report;
    this.#rootScope = rootScope;
  }

  add(field: ComputedField, shape: Shape): void {
    const fields = this.#fields.get(field.kind) ?? new Map<string, ComputedField>();
    this.#fields.set(field.kind, fields);
    const there = fields.get(field.name);
    if (there !== undefined)
      this.#report(
        "name-twice",
        field.span,
        { name: field.name },
        { related: [{ span: there.span, label: "it stands here already" }] },
      );
    else if (shape.field(field.name) !== undefined)
      this.#report("computed-hides", field.span, { field: field.name, kind: field.kind });
    else fields.set(field.name, field);
  }

  /** The shape with the computed fields of its kind, and so for all records reached through it. */
  readonly shapeWith = (shape: Shape): Shape => {
    if (this.#fields.size === 0) return shape;
    const there = this.#shapes.get(shape);
    if (there !== undefined) return there;
    const own = this.#fields.get(shape.kind ?? "") ?? new Map<string, ComputedField>();
    const fields = new Map<string, Field | undefined>();
    const wrapped: Shape = {
      name: shape.name,
      ...(shape.identity === undefined ? {} : { identity: shape.identity }),
      ...(shape.kind === undefined ? {} : { kind: shape.kind }),
      names: () => [...new Set([...own.keys(), ...shape.names()])],
      field: (name) => {
        if (!fields.has(name)) {
          const computed = own.get(name);
          const field = shape.field(name);
          const extended = field === undefined ? undefined : { ...field, type: this.#typeWith(field.type) };
          if (computed === undefined) fields.set(name, extended);
          else return this.#fieldOf(computed, wrapped);
        }
        return fields.get(name);
      },
    };
    this.#shapes.set(shape, wrapped);
    this.#shapes.set(wrapped, wrapped);
    return wrapped;
  };

  /** The expressions that have been checked so far. */
  readonly typeds = (): readonly Typed[] => this.#typeds;

  /** Checks those that nothing asked for. */
  checkAll(shapeOf: (kind: string) => Shape | undefined): void {
    for (const [kind, fields] of this.#fields) {
      const shape = shapeOf(kind);
      if (shape !== undefined) for (const field of fields.values()) this.#check(field, this.shapeWith(shape));
    }
  }

  #typeWith(type: Type): Type {
    if (type.kind === "record") return { kind: "record", shape: this.shapeWith(type.shape) };
    if (type.kind === "list") return { kind: "list", of: this.#typeWith(type.of) };
    if (type.kind === "optional") return { kind: "optional", of: this.#typeWith(type.of) };
    return type;
  }

  #fieldOf(computed: ComputedField, shape: Shape): Field {
    const made = this.#made.get(computed);
    if (made !== undefined) return made;
    const { name } = computed;
    const check = (): CheckedField => this.#check(computed, shape);
    let read: Field["read"] | undefined;
    const field: Field = {
      name,
      get type() {
        return check().typed.type;
      },
      read: (record, frame) => {
        read ??= check().read;
        return read(record, frame);
      },
    };
    this.#made.set(computed, field);
    markComputed(field);
    return field;
  }

  /** Checks the expression, once, when its type or value is first wanted. */
  #check(computed: ComputedField, shape: Shape): CheckedField {
    const there = this.#checked.get(computed);
    if (there !== undefined) return there;
    const scope = this.#rootScope(shape);
    if (this.#open.has(computed)) {
      this.#report("computed-cycle", computed.span, { field: computed.name });
      const hole = checkCell(
        { ...computed.parsed, expr: { kind: "hole", start: 0, end: 0 } },
        { scope, report: () => {} },
      );
      return { typed: hole, read: () => undefined };
    }
    this.#open.add(computed);
    const typed = checkCell(computed.parsed, { scope, report: this.#report });
    this.#open.delete(computed);
    const checked: CheckedField = { typed, read: readingOf(typed, scope) };
    this.#checked.set(computed, checked);
    this.#typeds.push(typed);
    return checked;
  }
}

interface CheckedField {
  readonly typed: Typed;
  readonly read: Field["read"];
}
