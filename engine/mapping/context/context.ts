import type { Typed } from "../../language/check/check.ts";
import type { Shape, Type } from "../../language/types/type.ts";
import type { SystemSchema } from "../../schema/system-schema.ts";
import type { Report } from "../../source/diagnostic.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { KindUse, Side } from "../tree/kind-use.ts";
import type { Saying } from "../tree/level.ts";
import type { MessageText, TypedTable } from "../tree/typed-integration.ts";
import { didYouMean } from "./keys.ts";

/** What a register, transfer or document is known for before its file is read: others may name it. */
export interface FlowHead {
  readonly kind: "register" | "two-way register" | "transfer" | "follow" | "document";
  readonly name: string;
  readonly span: Span;
  readonly from: KindUse | undefined;
  readonly to: KindUse | undefined;
  /** The key that names what it carries, where that is not the id of the source record alone. */
  readonly namedBy: "each" | "once for" | undefined;
  /** Kinds of each side of a two-way register. */
  readonly sides: readonly (readonly KindUse[])[];
}

/** What all files of one integration share while they are read. */
export interface Context {
  readonly report: Report;
  readonly sides: ReadonlyMap<string, Side>;
  /** Sides that are named but cannot be read, e.g. for want of their connector: reported once, where they are named. */
  readonly unreadable: ReadonlySet<string>;
  readonly systems: (connector: string) => SystemSchema | undefined;
  readonly settingsType: Type;
  readonly tables: ReadonlyMap<string, TypedTable>;
  readonly messages: ReadonlyMap<string, MessageText>;
  readonly flows: ReadonlyMap<string, FlowHead>;
  readonly withComputed: (shape: Shape) => Shape;
  readonly computedTypeds: () => readonly Typed[];
  /** The side that the flow being read comes from. */
  readonly fromSide?: string;
  /** For the laws about what nobody uses. */
  readonly used: Used;
}

/** What the files used so far, and whether all of it could be read. */
export interface Used {
  readonly sayings: Saying[];
  /** Registers that a document needs or looks into. */
  readonly registers: Set<string>;
  /** True when something could not be read: then nobody can say what is unused. */
  incomplete: boolean;
}

/** The kind that `severa/invoice` names, reported when there is none. */
export function kindUseNamed(context: Context, name: string, span: Span): KindUse | undefined {
  const [sideName = "", kindName, ...rest] = name.split("/");
  if (kindName === undefined || rest.length > 0) {
    return void context.report("kind-shape", span, { text: name });
  }
  if (context.unreadable.has(sideName)) return undefined;
  const schema = schemaOf(context, sideName);
  if (schema === undefined) {
    const known = [...context.sides.keys()];
    return void context.report("side-unknown", span, { side: sideName, known }, { hints: didYouMean(sideName, known) });
  }
  const kind = schema.kinds.get(kindName);
  if (kind === undefined) {
    const known = [...schema.kinds.keys()];
    const near = nearest(kindName, known);
    return void context.report("kind-unknown", span, {
      kind: name,
      nearest: near === undefined ? undefined : `${sideName}/${near}`,
    });
  }
  return { name, side: sideName, kind: kindName, schema: kind, shape: context.withComputed(kind.shape), span };
}

/** A side's schema by the integration's name for it, or that of a document format such as `finvoice`. */
export function schemaOf(context: Context, side: string): SystemSchema | undefined {
  return context.sides.get(side)?.schema ?? context.systems(side);
}

export function kindNames(context: Context): readonly string[] {
  return [...context.sides].flatMap(([name, side]) => [...side.schema.kinds.keys()].map((kind) => `${name}/${kind}`));
}

/** The kind that a shape is of, on a side. */
export function kindOfShape(context: Context, side: string, shape: Shape, span: Span): KindUse | undefined {
  const kinds = context.sides.get(side)?.schema.kinds;
  for (const [name, schema] of kinds ?? []) {
    if (schema.name === shape.kind)
      return { name: `${side}/${name}`, side, kind: name, schema, shape: context.withComputed(schema.shape), span };
  }
  return undefined;
}
