import type { FactsOf } from "./codes.ts";
import type { Diagnostic, Report, Severity } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** More than this many in one file help nobody; the worst are kept and a note says how many were left out. */
export const MOST_PER_FILE = 200;

const RANKS: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

export interface Collector {
  readonly report: Report;
  /** What was reported so far, each fault once, by path and then by place. */
  readonly diagnostics: readonly Diagnostic[];
}

export function collector(): Collector {
  const seen = new Map<string, Diagnostic>();
  const report: Report = (code, span, facts, options = {}) => {
    // A part of the workspace may lack several things, each of which is a fault of its own in the same place.
    const which = code.startsWith("workspace-") ? ` ${JSON.stringify(facts)}` : "";
    const key = `${code} ${span.start} ${span.end} ${span.source.path}${which}`;
    if (seen.has(key)) return;
    seen.set(key, {
      code,
      severity: options.severity ?? "error",
      span,
      hints: options.hints ?? [],
      related: options.related ?? [],
      facts: { ...facts },
    });
  };
  return {
    report,
    get diagnostics() {
      const byPath = Map.groupBy(seen.values(), (diagnostic) => diagnostic.span.source.path);
      return [...byPath.keys()].toSorted(byCodeUnits).flatMap((path) => worst(byPath.get(path) ?? []));
    },
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function worst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= MOST_PER_FILE) return diagnostics.toSorted(byPlace);
  const kept = diagnostics
    .toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity] || byPlace(a, b))
    .slice(0, MOST_PER_FILE);
  return [...kept.toSorted(byPlace), closingNote(diagnostics.length - MOST_PER_FILE, (kept[0] as Diagnostic).span)];
}

function closingNote(left: number, { source }: Span): Diagnostic {
  const end = source.text.length;
  return {
    code: "too-many-faults",
    severity: "note",
    span: { source, start: end, end },
    hints: [],
    related: [],
    facts: { left, limit: MOST_PER_FILE } satisfies FactsOf<"too-many-faults">,
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    RANKS[a.severity] - RANKS[b.severity] ||
    byCodeUnits(a.code, b.code)
  );
}

/** Not by locale: the order is the same on every machine. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
