import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import type { Span } from "../../source/span.ts";
import type { FieldNode } from "./field-node.ts";
import type { KindUse } from "./kind-use.ts";
import type { Each, Guard, Level, Saying } from "./level.ts";
import type { Making } from "./making-record.ts";

/** What every flow has. */
export interface TypedFlow {
  readonly name: string;
  readonly title: string;
  readonly about: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** What every flow with one source record has. */
export interface Sourced {
  readonly from: KindUse;
  readonly transferSlot: number;
  readonly level: Level;
}

/** Carries a document once: its fields, the steps that follow, and what is written back when it is refused. */
export interface TypedTransfer extends TypedFlow, Sourced {
  readonly kind: "transfer";
  readonly to: KindUse;
  readonly root: Scope;
  readonly pick: Typed | undefined;
  readonly company: Typed | undefined;
  /** One transfer for each item; several go one inside the other. */
  readonly each: readonly Omit<Each, "level">[];
  readonly onceFor: readonly Typed[];
  readonly making: Making;
  readonly fields: readonly FieldNode[];
  readonly recogniseBy: readonly { readonly path: string; readonly span: Span }[];
  readonly steps: readonly TypedStep[];
  readonly onError: readonly FieldNode[] | undefined;
}

export interface TypedStepBase {
  readonly index: number;
  readonly name: string;
  readonly when: Typed | undefined;
  readonly each: Omit<Each, "level"> | undefined;
  readonly onceFor: readonly Typed[];
  readonly level: Level;
  readonly madeSlot: number;
  readonly say: Saying | undefined;
  readonly span: Span;
}

/** One of the writes that follow a document's own. */
export type TypedStep =
  | (TypedStepBase & { readonly kind: "verify"; readonly must: Typed; readonly otherwise: "undo" | "refuse" | "warn" })
  | (TypedStepBase & {
      readonly kind: "write";
      readonly operation: "create" | "update";
      readonly to: KindUse;
      readonly fields: readonly FieldNode[];
      readonly recogniseBy: readonly { readonly path: string; readonly span: Span }[];
    })
  | (TypedStepBase & { readonly kind: "do"; readonly action: string; readonly fields: readonly FieldNode[] })
  | (TypedStepBase & { readonly kind: "write back"; readonly fields: readonly FieldNode[] });

/** Keeps a list of the other side in step, one way. */
export interface TypedRegister extends TypedFlow, Sourced {
  readonly kind: "register";
  readonly to: KindUse;
  readonly root: Scope;
  readonly whenNeeded: boolean;
  readonly update: "always" | "never";
  /** What makes several source records one of the register; the record itself where it is empty. */
  readonly onceFor: readonly Typed[];
  readonly match:
    | {
        readonly scope: Scope;
        readonly slot: number;
        readonly link: Typed | undefined;
        readonly refuse: readonly Guard[];
        readonly otherwise: Typed | "create" | "pass" | "refuse";
        readonly otherwiseSay: Saying | undefined;
        readonly span: Span;
      }
    | undefined;
  readonly making: Making;
  readonly fields: readonly FieldNode[];
}

/** Read and checked in full; not yet run. */
export interface TypedTwoWayRegister extends TypedFlow {
  readonly kind: "two-way register";
  readonly sides: readonly {
    readonly side: string;
    readonly members: readonly { readonly name: string; readonly kind: KindUse }[];
  }[];
  readonly level: Level;
  /** `master`, `conflict`, `existing`, `route` and the parts, where they are expressions. */
  readonly choices: readonly Typed[];
  readonly rows: readonly TwoWayRow[];
}

export interface TwoWayRow {
  /** Paths on each side, by the column's name. */
  readonly columns: readonly {
    readonly name: string;
    readonly side: string;
    readonly paths: readonly string[];
    readonly targets: readonly TargetField[];
  }[];
  readonly to: readonly { readonly name: string; readonly value: Typed }[];
  readonly as: string | undefined;
  readonly through: string | undefined;
  /** A table of the settings whose rows are the pairs. */
  readonly pairs: Typed | undefined;
  readonly link: boolean;
  readonly update: "always" | "never" | undefined;
  readonly over: "cut" | "refuse" | undefined;
  readonly when: Typed | undefined;
  readonly ignore: string | undefined;
  readonly remark: string | undefined;
  readonly span: Span;
}

/** Watches documents already carried. */
export interface TypedFollow extends TypedFlow {
  readonly kind: "follow";
  readonly of: readonly string[];
  readonly root: Scope;
  readonly from: KindUse;
  readonly to: KindUse;
  readonly sourceSlot: number;
  readonly targetSlot: number;
  readonly level: Level;
  readonly while: Typed | undefined;
  readonly rules: readonly FollowRule[];
}

export interface FollowRule {
  readonly name: string;
  readonly when: Typed;
  readonly writeBack: readonly FieldNode[] | undefined;
  readonly action: string | undefined;
  readonly say: Saying | undefined;
  readonly last: boolean;
  readonly span: Span;
}

/** A mapping without a life of its own: gives a file to the transfer that names it. */
export interface TypedDocument extends TypedFlow, Sourced {
  readonly kind: "document";
  readonly to: KindUse;
  readonly root: Scope;
  readonly making: Making;
  readonly fields: readonly FieldNode[];
}
