import type { Typed } from "../../language/check/check.ts";

/** What leads out of a flow, to schemas, scopes and source texts. */
const ELSEWHERE = new Set([
  "schema",
  "shape",
  "target",
  "targets",
  "scope",
  "root",
  "record",
  "span",
  "nameSpan",
  "valueSpan",
  "type",
  "from",
  "to",
  "sides",
  "expr",
  "term",
  "text",
]);

/** All expressions of a flow, a check or the integration itself, in the order of the file's parts. */
export function typedsOf(part: unknown): readonly Typed[] {
  const found = new Set<Typed>();
  walk(part, (typed) => found.add(typed), new Set());
  return [...found];
}

/** The expressions of a part that only say for which record a register must hold. */
export function neededRecordsOf(part: unknown): ReadonlySet<Typed> {
  const found = new Set<Typed>();
  walk(
    part,
    (typed, holder) => "register" in holder && "of" in holder && holder.of === typed && found.add(typed),
    new Set(),
  );
  return found;
}

function walk(
  part: unknown,
  find: (typed: Typed, holder: object) => void,
  seen: Set<object>,
  holder: object = {},
): void {
  if (isTyped(part)) {
    find(part, holder);
    return;
  }
  if (typeof part !== "object" || part === null || seen.has(part)) return;
  seen.add(part);
  if (Array.isArray(part) || part instanceof Map || part instanceof Set) {
    for (const item of part.values()) walk(item, find, seen, part);
    return;
  }
  const properties = part as Readonly<Record<string, unknown>>;
  for (const key in properties) {
    const value = properties[key];
    // Most are texts and flags.
    if (typeof value === "object" && value !== null && leadsOn(key, value)) walk(value, find, seen, part);
  }
}

/** `to` of a two-way row holds expressions; `to` of a flow is a kind. */
function leadsOn(key: string, value: object): boolean {
  return !ELSEWHERE.has(key) || (key === "to" && (Array.isArray(value) || isTyped(value)));
}

function isTyped(part: unknown): part is Typed {
  return typeof part === "object" && part !== null && "expr" in part && "text" in part && "type" in part;
}
