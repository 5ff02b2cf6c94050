import { getPath, isRecord, type Path } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { RecordSetting } from "./compiled.ts";

/** Where a setting names records: at its own path, or at that of each item of its list and each row of its table. */
export function namedPlaces(
  settings: RecordValue,
  { path, below }: Pick<RecordSetting, "path" | "below">,
): readonly Path[] {
  return placesBelow(getPath(settings, path), path, below);
}

function placesBelow(value: Value, path: Path, below: number): readonly Path[] {
  if (below === 0) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => placesBelow(item, [...path, index + 1], below - 1));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, row]) => placesBelow(row, [...path, key], below - 1));
}
