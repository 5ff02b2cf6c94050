import type { World } from "../language/types/frame.ts";
import type { Jsonata } from "../mapping/tree/field-node.ts";
import type { Span } from "../source/span.ts";
import type { RecordValue, Value } from "../value/value.ts";

/** One message of an integration, filled in: what is said of a record in the log. */
export interface Said {
  /** The message's code in the mapping (`street-missing`), or a standard one (`required-missing`, `text-too-long`). */
  readonly code: string;
  readonly text: string;
  readonly advice: string | undefined;
  readonly facts: Readonly<Record<string, Value>>;
  /** The line of the mapping that said so. */
  readonly span: Span;
}

/** A record kind with the side it lives on: `{ side: "severa", kind: "invoice" }`; the side is the integration's own name for a system. */
export interface KindRef {
  readonly side: string;
  readonly kind: string;
}

/** What a prerequisite register says of a record: linked (a record with at least its id), passed over, or refused. */
export type NeedAnswer =
  | { readonly state: "linked"; readonly record: RecordValue }
  /** It would be created, but is not there yet: only while planning. `record` holds what is known of it. */
  | { readonly state: "planned"; readonly record: RecordValue }
  | { readonly state: "passed" }
  | { readonly state: "refused"; readonly said: readonly Said[] };

/**
 * The world of a flow: look-ups, and prerequisites. An answer of `undefined` to `need` means pending. `reference`: the
 * record holds little more than its identity, and the register needs it read whole.
 */
export interface FlowWorld extends World {
  need(register: string, record: RecordValue, key: string, reference: boolean): NeedAnswer | undefined;
  /**
   * What the JSONata expression of a cell makes of the source record, of the declared type. It is worked out between
   * evaluations, with limits of time and memory, so a first answer of `undefined` means pending.
   */
  reshape?(cell: Jsonata, input: Value): Value;
}

/** What is the same for all records of one run of one company. */
export interface Scene {
  readonly world: FlowWorld;
  /** Settings with defaults filled in and record settings replaced by the records they name. */
  readonly settings: RecordValue;
  /** `<company>/<integration>`: with it `transfer.uuid` and `transfer.marker` differ from company to company. */
  readonly scope?: string;
  /** Notes the reads and branches of each cell, for `explain`, `plan` and coverage. Slower. */
  readonly trace?: boolean;
  /** Is told of every branch that an evaluation takes while it is traced, also where nothing comes of it in the end. */
  readonly noteBranch?: (span: Span) => void;
}

/** Which line made a target field, and from what. */
export interface Lineage {
  /** Target path, rows counted from 1: `invoiceRows.1.quantity`. */
  readonly path: string;
  readonly value: Value;
  readonly sources: readonly { readonly path: string; readonly value: Value }[];
  readonly span: Span;
}

/**
 * What a flow makes of one source record (or one item of it, under `each`).
 * `skipped`: not ours; logged only when it has a message. `waiting`: does not qualify yet. `refused`: an error in the log.
 */
export type Evaluation =
  | { readonly kind: "skipped"; readonly item: ItemName; readonly said: Said | undefined }
  | { readonly kind: "waiting"; readonly item: ItemName }
  | { readonly kind: "refused"; readonly item: ItemName; readonly said: readonly Said[] }
  | {
      readonly kind: "ready";
      readonly item: ItemName;
      readonly body: RecordValue;
      readonly lineage: readonly Lineage[];
    };

export interface ItemName {
  /** Identity of the one transfer: the record's id, or the texts of `once for` joined with `/`. */
  readonly id: string;
  /** What a person calls it, e.g. `5001 Acme Oy`. */
  readonly label: string;
}

/**
 * One write that follows the document's own. `identity` names the document, and the entry where there is a list; with `once
 * for` it names what several documents share. Steps of one name are told apart by their place among these.
 */
export type StepEvaluation =
  | {
      readonly kind: "write";
      readonly identity: string;
      /** The identity in stores that knew a step by its place: what was done under this name is not done again. */
      readonly formerly: string | undefined;
      readonly step: CompiledStep;
      readonly to: KindRef;
      readonly operation: "create" | "update" | "action";
      readonly action?: string;
      readonly id?: string;
      readonly body: RecordValue;
      readonly recognise: RecordValue | undefined;
      readonly lineage: readonly Lineage[];
    }
  | {
      readonly kind: "write-back";
      readonly identity: string;
      readonly step: CompiledStep;
      readonly body: RecordValue;
      readonly lineage: readonly Lineage[];
    }
  /** A verification that failed: what to do with the document that was made. */
  | {
      readonly kind: "failed";
      readonly identity: string;
      readonly step: CompiledStep;
      readonly otherwise: "undo" | "refuse" | "warn";
      readonly said: Said;
    }
  | {
      readonly kind: "refused";
      readonly identity: string;
      readonly step: CompiledStep;
      readonly said: readonly Said[];
    };

export interface CompiledStep {
  /** `create procountor/attachment`, `update procountor/ledgerTransactionDimensions`, `do approve`, `verify`, `write back`. */
  readonly name: string;
  readonly index: number;
  readonly span: Span;
  /** It works with the document as the other side made it, and not with its id alone. */
  readonly readsMade: boolean;
}

export interface CompiledTransfer {
  readonly kind: "transfer";
  readonly name: string;
  readonly title: string;
  readonly from: KindRef;
  readonly to: KindRef;
  readonly span: Span;
  /** The part of `pick` that the connector filters by. */
  readonly listFilter: (scene: Scene) => Readonly<Record<string, Value>>;
  /** Fields of the source record that anything here reads; undefined keeps all. */
  readonly keep: ReadonlySet<string> | undefined;
  /** Whose settings and connection, where the integration has several companies. Undefined: the only one. */
  readonly company: ((scene: Scene, record: RecordValue) => Value) | undefined;
  /** Empty when `pick` says no; one without `each`. */
  readonly evaluate: (scene: Scene, record: RecordValue) => readonly Evaluation[];
  /** Target fields and values that find the document again; from the frozen body. Undefined: it cannot be found. */
  readonly recognise: (body: RecordValue) => RecordValue | undefined;
  readonly steps: readonly CompiledStep[];
  /** False when it is known before the document is made that a step will not be taken. For plans. */
  readonly mayApply: (scene: Scene, record: RecordValue, itemId: string, index: number) => boolean;
  /** What step `index` does for the item, given the document as it stands on the other side. */
  readonly evaluateStep: (
    scene: Scene,
    record: RecordValue,
    itemId: string,
    made: RecordValue,
    index: number,
  ) => readonly StepEvaluation[];
  /** Fields to set on the source record when the item was refused; undefined where the integration has no error status. */
  readonly onError: ((scene: Scene, record: RecordValue, itemId: string) => RecordValue | undefined) | undefined;
}

export interface CompiledRegister {
  readonly kind: "register";
  readonly name: string;
  readonly title: string;
  readonly from: KindRef;
  readonly to: KindRef;
  readonly span: Span;
  /** Runs only as a prerequisite of a document. */
  readonly whenNeeded: boolean;
  readonly listFilter: (scene: Scene) => Readonly<Record<string, Value>>;
  readonly keep: ReadonlySet<string> | undefined;
  /** Whether a linked record is changed later, since some field has `update: always`. */
  readonly follows: boolean;
  /** What the register makes of a source record: skipped, waiting, refused, or ready to be matched. */
  readonly evaluate: (scene: Scene, record: RecordValue) => RegisterEvaluation;
}

export type RegisterEvaluation = Exclude<Evaluation, { kind: "ready" }> | RecordToMatch;

/** A record that qualifies for its register. */
export interface RecordToMatch {
  readonly kind: "ready";
  readonly item: ItemName;
  /** Hash of the source values that matching looks at. */
  readonly matchHash: string;
  /** Searches (field -> value) whose results are the candidates; several where a `refuse` looks wider than `link`. */
  readonly searches: readonly RecordValue[];
  /** Judges the candidates together. Two that link are a refusal. */
  readonly judge: (candidates: readonly RecordValue[]) => Verdict;
  /** All fields, for a create; may refuse (required, too long). */
  readonly create: () => MadeBody;
  /** Only the fields that follow later changes (`update: always`). */
  readonly update: () => MadeBody;
}

/** Of the candidates for a record: the one that links, a refusal, or none. */
export type Verdict =
  | { readonly kind: "link"; readonly record: RecordValue }
  | { readonly kind: "refused"; readonly said: readonly Said[] }
  | { readonly kind: "none"; readonly otherwise: "create" | "pass" | "refuse"; readonly said: readonly Said[] };

/** What the fields of a register come to, or what is wrong with them. */
export type MadeBody =
  | { readonly body: RecordValue; readonly lineage: readonly Lineage[] }
  | { readonly said: readonly Said[] };

export interface CompiledFollow {
  readonly kind: "follow";
  readonly name: string;
  readonly title: string;
  readonly of: readonly string[];
  readonly span: Span;
  /** Undefined: nothing applies. `last` stops watching. */
  readonly evaluate: (
    scene: Scene,
    source: RecordValue,
    target: RecordValue,
  ) =>
    | {
        readonly rule: string;
        readonly writeBack: RecordValue | undefined;
        readonly action: string | undefined;
        readonly said: Said | undefined;
        readonly last: boolean;
        /** Of what is written back; empty unless traced. */
        readonly lineage: readonly Lineage[];
      }
    | undefined;
}

export type CompiledFlow = CompiledTransfer | CompiledRegister | CompiledFollow;

export interface CompiledCheck {
  readonly span: Span;
  readonly severity: "error" | "warning" | "note";
  /** What is wrong; nothing when it holds. May leave look-ups pending. */
  readonly evaluate: (scene: Scene) => readonly Said[];
}

/** A setting that names a record of a system; the run replaces the name or id by that record. */
export interface RecordSetting {
  readonly path: readonly string[];
  /** 0: its value is the name. 1: it is a list of names, or a table whose second column is names. */
  readonly below: number;
  readonly kind: KindRef;
  /** Only records whose fields have these values may be chosen. */
  readonly where: RecordValue;
  readonly title: string;
}

export interface CompiledIntegration {
  readonly name: string;
  readonly title: string;
  /** By the name of the side. */
  readonly sides: ReadonlyMap<string, { readonly connector: string; readonly login: string }>;
  /** `{ minutes: 10 }` or a cron pattern. */
  readonly schedule: { readonly minutes: number } | { readonly cron: string };
  readonly settings: {
    /** JSON Schema (2020-12) of the integration's settings, with defaults and titles. */
    readonly schema: object;
    readonly records: readonly RecordSetting[];
    /** Faults of a settings value (missing, of a wrong type, unknown), each with the path and what would be right; and the value with defaults. */
    readonly read: (value: unknown) => {
      readonly value: RecordValue;
      readonly faults: readonly {
        readonly path: string;
        readonly title: string;
        readonly problem: string;
        readonly missing: boolean;
      }[];
    };
  };
  readonly companies:
    | {
        readonly kind: KindRef;
        readonly key: string;
        readonly countries: readonly string[];
        readonly evaluate: (scene: Scene, record: RecordValue) => boolean;
      }
    | undefined;
  readonly checks: readonly CompiledCheck[];
  /** Preconditions the guide lists, with advice; not all can be checked by a call. */
  readonly preconditions: readonly {
    readonly title: string;
    readonly advice: string;
    readonly confirm: string | undefined;
  }[];
  /** In the order they run; `when` is the switch. */
  readonly flows: readonly { readonly flow: CompiledFlow; readonly when: ((scene: Scene) => boolean) | undefined }[];
  /** By name, the ones that run only when needed included. */
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly transfers: ReadonlyMap<string, CompiledTransfer>;
  readonly notices:
    | { readonly when: (scene: Scene) => boolean; readonly to: (scene: Scene) => readonly string[] }
    | undefined;
  /** By kind (`severa/invoiceRow`), the top-level fields that are read of it as a child of another; else all. */
  readonly relatedFields: ReadonlyMap<string, ReadonlySet<string>>;
  /** The integration's own words for a vendor's code (`procountor.ERROR_BRN_CODE`), where it has them. */
  readonly vendorMessage: (
    side: string,
    code: string,
  ) => { readonly text: string; readonly advice: string } | undefined;
}
