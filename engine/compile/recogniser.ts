import type { RecordValue, Value } from "../value/value.ts";

/** The target fields that find a document again, from its frozen body; undefined where one is not there. */
export function recogniser(paths: readonly string[]): (body: RecordValue) => RecordValue | undefined {
  const split = paths.map((path) => ({ path, steps: path.split(".") }));
  return (body) => {
    if (split.length === 0) return undefined;
    const found: Record<string, Value> = {};
    for (const { path, steps } of split) {
      let value: Value = body;
      for (const step of steps)
        value =
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? (value as RecordValue)[step]
            : undefined;
      if (value === undefined || value === null) return undefined;
      found[path] = value;
    }
    return found;
  };
}
