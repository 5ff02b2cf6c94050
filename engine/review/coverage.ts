import { branchesOf } from "../language/closures/lineage.ts";
import { allCells } from "../mapping/tree/cells-of.ts";
import type { FieldNode } from "../mapping/tree/field-node.ts";
import type { ListedFlow, TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { typedsOf } from "../mapping/tree/typeds.ts";
import { placeOf } from "../source/place.ts";
import type { Span } from "../source/span.ts";
import type { TestResult } from "./mapping-test/run-tests.ts";

/** What of a flow some test has gone through; of the computed fields under the name `computed`. */
export interface FlowCoverage {
  readonly flow: string;
  readonly fields: Covered<{ readonly field: string; readonly place: string }>;
  /** Of conditional chains and matches, wherever they stand in the flow's file. */
  readonly branches: Covered<{ readonly branch: string; readonly place: string }>;
}

export interface Covered<Missing> {
  readonly all: number;
  readonly covered: number;
  readonly missing: readonly Missing[];
}

/**
 * Coverage of the flows that have tests, of the registers and transfers that these went through, and of the computed fields.
 * A field counts when one case gave it a value, a branch when one case took it.
 */
export function coverageOf(
  typed: TypedIntegration,
  results: readonly TestResult[],
  tested: ReadonlySet<string>,
): readonly FlowCoverage[] {
  const lines = new Set(results.flatMap(({ reached }) => reached.lines.map(keyOf)));
  const branches = new Set(results.flatMap(({ reached }) => reached.branches.map(keyOf)));
  const flows = [...typed.flows.values()].flatMap((flow): readonly FlowCoverage[] => {
    if (flow.kind === "two-way register") return [];
    const cells = allCells(fieldsOf(flow));
    // A line may be named by its key or by its value.
    const made = cells.filter(({ span, valueSpan }) => lines.has(keyOf(span)) || lines.has(keyOf(valueSpan)));
    if (!tested.has(flow.name) && made.length === 0) return [];
    const fields = covered(
      cells,
      (cell) => made.includes(cell),
      ({ path, span }) => ({ field: path, place: placeOf(span) }),
    );
    return [{ flow: flow.name, fields, branches: branchCoverage(typedsOf(flow).flatMap(branchesOf), branches) }];
  });
  const own = branchCoverage(typed.computed.flatMap(branchesOf), branches);
  return own.all === 0
    ? flows
    : [...flows, { flow: "computed", fields: covered([], () => true, nothing), branches: own }];
}

function nothing(): never {
  throw new Error("there is no field to show");
}

function branchCoverage(spans: readonly Span[], taken: ReadonlySet<string>): FlowCoverage["branches"] {
  const all = [...new Map(spans.map((span) => [keyOf(span), span])).values()];
  return covered(
    all,
    (span) => taken.has(keyOf(span)),
    (span) => ({ branch: textOf(span), place: placeOf(span) }),
  );
}

function covered<One, Missing>(
  all: readonly One[],
  holds: (one: One) => boolean,
  show: (one: One) => Missing,
): Covered<Missing> {
  const missing = all.filter((one) => !holds(one));
  return { all: all.length, covered: all.length - missing.length, missing: missing.map(show) };
}

function keyOf({ source, start }: Span): string {
  return `${source.path} ${start}`;
}

function textOf({ source, start, end }: Span): string {
  return source.text.slice(start, end).replace(/\s+/g, " ").trim();
}

type Tested = Exclude<ListedFlow, { kind: "two-way register" }>;

function fieldsOf(flow: Tested): readonly FieldNode[] {
  if (flow.kind === "register") return flow.fields;
  if (flow.kind === "follow") return flow.rules.flatMap(({ writeBack }) => writeBack ?? []);
  return [
    ...flow.fields,
    ...flow.steps.flatMap((step) => (step.kind === "verify" ? [] : step.fields)),
    ...(flow.onError ?? []),
  ];
}
