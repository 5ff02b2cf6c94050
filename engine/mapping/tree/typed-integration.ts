import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { Span } from "../../source/span.ts";
import type { RecordValue } from "../../value/value.ts";
import type { KindUse, Side } from "./kind-use.ts";
import type { Definition, Saying } from "./level.ts";
import type { SettingGroup } from "./setting.ts";
import type { TypedDocument, TypedFollow, TypedRegister, TypedTransfer, TypedTwoWayRegister } from "./typed-flow.ts";

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

/** What must hold before an integration runs. */
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

/** A flow that an integration may list; a document has no life of its own. */
export type ListedFlow = TypedTransfer | TypedRegister | TypedTwoWayRegister | TypedFollow;

/** All that the files of one integration say, read and checked. */
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
  readonly flows: ReadonlyMap<string, ListedFlow>;
  readonly documents: ReadonlyMap<string, TypedDocument>;
  readonly notices: { readonly when: Typed; readonly to: Typed } | undefined;
  readonly messages: ReadonlyMap<string, MessageText>;
  readonly tables: ReadonlyMap<string, TypedTable>;
  /** The expressions of all computed fields. */
  readonly computed: readonly Typed[];
}
