import type { Setting, SettingValue } from "../mapping/tree/setting.ts";
import type { RecordSetting } from "./compiled.ts";

/** Which settings name records, of what kind. */
export function recordSettings(settings: readonly Setting[]): readonly RecordSetting[] {
  return settings.flatMap(recordSetting);
}

function recordSetting({ path, title, value }: Setting): readonly RecordSetting[] {
  const named = namedIn(value, 0);
  if (named === undefined) return [];
  const { of, where, below } = named;
  return [{ path, below, kind: { side: of.side, kind: of.kind }, where, title }];
}

/** What a value names, and below how many lists and tables. */
function namedIn(value: SettingValue, below: number): (Named & { readonly below: number }) | undefined {
  if (value.kind === "record") return { ...value, below };
  if (value.kind === "list of") return namedIn(value.of, below + 1);
  return value.kind === "table" ? namedIn(value.value, below + 1) : undefined;
}

type Named = Extract<SettingValue, { kind: "record" }>;
