import type { FieldNode, TypedIntegration } from "../engine/mapping/typed.ts";
import type { Span } from "../engine/source/span.ts";
import type { TestResult } from "../engine/sync/mapping-test/run-tests.ts";
import { placeOf } from "./places.ts";
import { plural } from "./plural.ts";
import type { Colours } from "./terminal.ts";

/** Which target fields of a flow some test has made. */
export interface FlowCoverage {
  readonly flow: string;
  readonly fields: number;
  readonly made: number;
  readonly missing: readonly { readonly field: string; readonly place: string }[];
}

/** Of the flows that have tests; a field counts as made when one case gave it a value. */
export function coverageOf(
  typed: TypedIntegration,
  results: readonly TestResult[],
  flows: ReadonlySet<string>,
): readonly FlowCoverage[] {
  const seen = new Set(results.flatMap(({ lineage }) => lineage.map(({ span }) => keyOf(span))));
  return [...flows].flatMap((name) => {
    const flow = typed.flows.get(name);
    if (flow === undefined || (flow.kind !== "transfer" && flow.kind !== "register")) return [];
    const steps =
      flow.kind === "transfer" ? flow.steps.flatMap((step) => (step.kind === "write" ? step.fields : [])) : [];
    const cells = [...flow.fields, ...steps].flatMap(cellsOf);
    const missing = cells.filter((cell) => !cell.spans.some((span) => seen.has(keyOf(span))));
    return [
      {
        flow: name,
        fields: cells.length,
        made: cells.length - missing.length,
        missing: missing.map(({ path, spans }) => ({ field: path, place: placeOf(spans[0] as Span) })),
      },
    ];
  });
}

function keyOf({ source, start }: Span): string {
  return `${source.path} ${start}`;
}

interface CoveredCell {
  readonly path: string;
  /** A line may be named by its key or by its value. */
  readonly spans: readonly Span[];
}

function cellsOf(field: FieldNode): readonly CoveredCell[] {
  switch (field.kind) {
    case "cell":
      return [{ path: field.path, spans: [field.span, field.valueSpan] }];
    case "block":
      return field.fields.flatMap(cellsOf);
    case "each":
      return cellsOf(field.entry);
    case "list":
      return field.entries.flatMap(cellsOf);
    default:
      return [];
  }
}

export function coverageText(
  coverage: readonly FlowCoverage[],
  { bold, dim, green, yellow }: Colours,
): readonly string[] {
  return coverage.flatMap(({ flow, fields, made, missing }) => {
    const share = fields === 0 ? 100 : Math.floor((100 * made) / fields);
    const figure = `${made} of ${plural(fields, "target field")} (${share}%)`;
    return [
      `${bold(flow)} ${missing.length === 0 ? green(figure) : yellow(figure)}`,
      ...missing.map(({ field, place }) => `  ${field} ${dim(place)}`),
    ];
  });
}
