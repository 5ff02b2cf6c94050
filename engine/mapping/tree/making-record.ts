import { compileExpression } from "../../language/closures/compile.ts";
import type { Frame } from "../../language/types/frame.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { Value } from "../../value/value.ts";
import type { Cell } from "./field-node.ts";
import type { KindUse } from "./kind-use.ts";

/**
 * The record that is being made, as its own rules may ask for it: `procountor.invoiceChannel == MAIL`. A cell is evaluated
 * when it is asked for; which cells there are is known after all have been read.
 */
export class MakingRecord {
  readonly shape: Shape;
  readonly cells = new Map<string, Cell>();
  readonly #kind: KindUse;

  constructor(kind: KindUse) {
    this.#kind = kind;
    this.shape = this.#shapeAt("");
  }

  #shapeAt(path: string): Shape {
    const { schema, name } = this.#kind;
    const fields = new Map<string, Field | undefined>();
    return {
      name: path === "" ? name : `${name}.${path}`,
      names: () => schema.targetNames(path),
      field: (field) => {
        if (!fields.has(field)) fields.set(field, this.#fieldAt(path === "" ? field : `${path}.${field}`, field));
        return fields.get(field);
      },
    };
  }

  #fieldAt(path: string, name: string): Field | undefined {
    const target = this.#kind.schema.target(path);
    if (target === undefined) return undefined;
    const plain = target.type.kind === "optional" ? target.type.of : target.type;
    if (plain.kind === "record" && plain.shape.identity === undefined) {
      return { name, type: { kind: "record", shape: this.#shapeAt(path) }, read: (record) => record };
    }
    const type: Type = { kind: "optional", of: plain };
    let evaluate: ((frame: Frame) => Value) | undefined;
    const read = (_record: unknown, frame: Frame): Value => {
      evaluate ??= this.#evaluation(path);
      return evaluate(frame);
    };
    return { name, type, read, rule: () => this.cells.get(path) };
  }

  #evaluation(path: string): (frame: Frame) => Value {
    const cell = this.cells.get(path);
    if (cell === undefined) return () => undefined;
    const value = compileExpression(cell.value);
    if (cell.when === undefined) return value;
    const when = compileExpression(cell.when);
    return (frame) => (when(frame) === true ? value(frame) : undefined);
  }
}

/** The record that is being made, as its own cells may ask for it. */
export interface Making {
  readonly slot: number;
  readonly record: MakingRecord;
}
