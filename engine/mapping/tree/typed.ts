import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Shape, Type } from "../../language/types/type.ts";
import type { KindSchema, SystemSchema, TargetField } from "../../schema/system-schema.ts";
import type { Span } from "../../source/span.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { MakingRecord } from "./making-record.ts";

/** One connected side of an integration. */
export interface Side {
  readonly name: string;
  readonly connector: string;
  readonly login: string;
  readonly schema: SystemSchema;
  readonly span: Span;
}

/** A record kind as a mapping names it: `severa/invoice`. `shape` has the integration's computed fields as well. */
export interface KindUse {
  readonly name: string;
  readonly side: string;
  readonly kind: string;
  readonly schema: KindSchema;
  readonly shape: Shape;
  readonly span: Span;
}

/** What is said of a record, with the values for the holes of the message. */
export interface Saying {
  readonly code: string;
  readonly facts: readonly { readonly name: string; readonly value: Typed; readonly span: Span }[];
  readonly span: Span;
}

/** A condition of `skip`, `refuse` or `wait until`. */
export interface Guard {
  readonly when: Typed;
  readonly say: Saying | undefined;
  readonly span: Span;
}

/** A register that must hold first: `partner: customers for customer`. */
export interface Need {
  readonly name: string;
  readonly register: string;
  readonly of: Typed;
  /** The identifying field of the record asked for. */
  readonly identity: string | undefined;
  /** The record asked for is only referred to, so the register needs it read whole. */
  readonly reference: boolean;
  readonly span: Span;
}

/** A `let`, a look-up of `with` or a prerequisite: what it reads by itself. */
export interface Definition {
  readonly name: string;
  readonly from: "let" | "with" | "needs";
  readonly typed: Typed;
  /** Names its expression mentions. */
  readonly mentions: ReadonlySet<string>;
  readonly span: Span;
}

/** The names and guards of one level: a flow, an item of `each`, or a step. */
export interface Level {
  readonly scope: Scope;
  readonly definitions: readonly Definition[];
  readonly needs: readonly Need[];
  readonly skip: readonly Guard[];
  readonly waitUntil: readonly Guard[];
  readonly refuse: readonly Guard[];
}

export interface Each {
  readonly name: string;
  /** Of the item; its position, from 1, stands in the slot after. */
  readonly slot: number;
  readonly list: Typed;
  /** Reset for each item. */
  readonly scope: Scope;
  readonly level: Level;
  readonly span: Span;
}

export interface Cell {
  readonly kind: "cell";
  /** From the enclosing block, one name a step. */
  readonly steps: readonly string[];
  /** From the record, lists passed through: `invoiceRows.quantity`. */
  readonly path: string;
  readonly target: TargetField;
  readonly value: Typed;
  readonly limit: number | undefined;
  readonly over: "cut" | "refuse" | undefined;
  readonly required: boolean;
  readonly requiredSay: string | undefined;
  readonly link: boolean;
  readonly update: "always" | "never" | undefined;
  readonly when: Typed | undefined;
  readonly remark: string | undefined;
  /** Reads nothing: such a cell alone does not make an optional record. */
  readonly constant: boolean;
  readonly jsonata: Jsonata | undefined;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** The escape hatch: evaluated by the caller, with the source record as its input. */
export interface Jsonata {
  readonly id: string;
  readonly text: string;
  readonly returns: Type;
  readonly span: Span;
}

export interface Block {
  readonly kind: "block";
  readonly steps: readonly string[];
  readonly path: string;
  readonly target: TargetField | undefined;
  readonly when: Typed | undefined;
  readonly fields: readonly FieldNode[];
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

/** One entry for each item of a list. */
export interface EachBlock {
  readonly kind: "each";
  readonly steps: readonly string[];
  readonly path: string;
  readonly target: TargetField;
  readonly when: Typed | undefined;
  readonly each: Each;
  readonly entry: Cell | Block;
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

/** A list of fixed entries. */
export interface FixedList {
  readonly kind: "list";
  readonly steps: readonly string[];
  readonly path: string;
  readonly target: TargetField;
  readonly when: Typed | undefined;
  readonly entries: readonly (Cell | Block)[];
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

export interface Ignored {
  readonly kind: "ignored";
  readonly steps: readonly string[];
  readonly path: string;
  readonly reason: string;
  readonly span: Span;
}

export type FieldNode = Cell | Block | EachBlock | FixedList | Ignored;

/** The record that is being made, as its own cells may ask for it. */
export interface Making {
  readonly slot: number;
  readonly record: MakingRecord;
}

export interface TypedFlow {
  readonly name: string;
  readonly title: string;
  readonly about: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** Slots that every tree of scopes has first; a name takes two. */
export const SETTINGS_SLOT = 0;
export const MEMO_SLOT = 2;
export const SOURCE_SLOT = 4;

/** What every flow with one source record has. */
export interface Sourced {
  readonly from: KindUse;
  readonly transferSlot: number;
  readonly level: Level;
}

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

export interface MessageText {
  readonly code: string;
  readonly text: readonly MessagePart[];
  readonly advice: readonly MessagePart[];
  readonly holes: ReadonlySet<string>;
  readonly span: Span;
}

export type MessagePart = string | { readonly fact: string };

export interface TypedTable {
  readonly name: string;
  readonly rows: RecordValue;
  readonly type: Type;
  readonly span: Span;
}

export type SettingValue =
  | { readonly kind: "scalar"; readonly type: ScalarWord }
  | { readonly kind: "one of"; readonly options: readonly string[] }
  | { readonly kind: "record"; readonly of: KindUse; readonly where: RecordValue }
  | { readonly kind: "field"; readonly of: KindUse; readonly type: Type }
  | { readonly kind: "list of"; readonly of: SettingValue }
  | { readonly kind: "table"; readonly key: SettingValue; readonly value: SettingValue };

export type ScalarWord = "text" | "bool" | "integer" | "decimal" | "percent" | "date" | "email";

export interface Setting {
  readonly kind: "setting";
  readonly name: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly help: string | undefined;
  readonly value: SettingValue;
  readonly default: Value;
  readonly required: boolean;
  readonly secret: boolean;
  readonly when: Typed | undefined;
  readonly type: Type;
  readonly span: Span;
}

export interface SettingGroup {
  readonly kind: "group";
  readonly name: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly help: string | undefined;
  readonly entries: readonly (Setting | SettingGroup)[];
  readonly span: Span;
}

export interface TypedCheck {
  readonly span: Span;
  readonly severity: "error" | "warning" | "note";
  readonly each: { readonly slot: number; readonly list: Typed; readonly scope: Scope } | undefined;
  readonly when: Typed | undefined;
  readonly say: Saying | undefined;
  readonly must: Typed | undefined;
  readonly flags:
    | {
        readonly names: readonly string[];
        readonly rows: readonly { readonly of: Typed; readonly wanted: readonly (boolean | undefined)[] }[];
      }
    | undefined;
}

export interface TypedIntegration {
  readonly name: string;
  readonly title: string;
  readonly span: Span;
  readonly sides: ReadonlyMap<string, Side>;
  readonly schedule: { readonly minutes: number } | { readonly cron: string };
  readonly settings: SettingGroup;
  /** The scope in which checks, notices and switches of flows are evaluated. */
  readonly scope: Scope;
  readonly definitions: readonly Definition[];
  readonly companies:
    | {
        readonly of: KindUse;
        readonly when: Typed | undefined;
        readonly key: string;
        readonly countries: readonly string[];
        readonly slot: number;
        readonly scope: Scope;
      }
    | undefined;
  readonly checks: readonly TypedCheck[];
  readonly preconditions: readonly {
    readonly title: string;
    readonly advice: string;
    readonly confirm: string | undefined;
    readonly span: Span;
  }[];
  readonly order: readonly { readonly name: string; readonly when: Typed | undefined; readonly span: Span }[];
  readonly flows: ReadonlyMap<string, TypedTransfer | TypedRegister | TypedTwoWayRegister | TypedFollow>;
  readonly documents: ReadonlyMap<string, TypedDocument>;
  readonly notices: { readonly when: Typed; readonly to: Typed } | undefined;
  readonly messages: ReadonlyMap<string, MessageText>;
  readonly tables: ReadonlyMap<string, TypedTable>;
  /** The expressions of all computed fields. */
  readonly computed: readonly Typed[];
}
