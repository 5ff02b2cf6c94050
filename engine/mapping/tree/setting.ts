import type { Typed } from "../../language/check/check.ts";
import type { Type } from "../../language/types/type.ts";
import type { Span } from "../../source/span.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { KindUse } from "./kind-use.ts";

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

/** The settings of a group and of all groups in it. */
export function allSettings(group: SettingGroup): readonly Setting[] {
  return group.entries.flatMap((entry) => (entry.kind === "group" ? allSettings(entry) : [entry]));
}
