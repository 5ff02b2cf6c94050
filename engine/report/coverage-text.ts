import type { Covered, FlowCoverage } from "../review/coverage.ts";
import { forLine } from "../value/cleaned.ts";
import { plural } from "./plural.ts";
import type { Colours } from "./screen.ts";

/** For each flow how much of it the tests have made, and what they have not; then the sum, where there are several. */
export function coverageText(
  coverage: readonly FlowCoverage[],
  { bold, dim, green, yellow }: Colours,
): readonly string[] {
  const figure = ({ all, covered }: Covered<unknown>, what: string, many?: string): string => {
    const text = `${covered} of ${plural(all, what, many)} (${share(all, covered)}%)`;
    return all === covered ? green(text) : yellow(text);
  };
  const lines = coverage.flatMap(({ flow, fields, branches }) => [
    [
      bold(forLine(flow)),
      ...(fields.all === 0 ? [] : [figure(fields, "target field")]),
      ...(branches.all === 0 ? [] : [figure(branches, "branch", "branches")]),
    ].join(" "),
    ...fields.missing.map(({ field, place }) => `  field  ${forLine(field)} ${dim(forLine(place))}`),
    ...branches.missing.map(({ branch, place }) => `  branch ${forLine(branch)} ${dim(forLine(place))}`),
  ]);
  if (coverage.length < 2) return lines;
  const total = (part: "fields" | "branches"): Covered<unknown> => ({
    all: sum(coverage.map((one) => one[part].all)),
    covered: sum(coverage.map((one) => one[part].covered)),
    missing: [],
  });
  return [
    ...lines,
    [bold("in all"), figure(total("fields"), "target field"), figure(total("branches"), "branch", "branches")].join(
      " ",
    ),
  ];
}

/** Rounded down: 100 means all. */
function share(all: number, covered: number): number {
  return all === 0 ? 100 : Math.floor((100 * covered) / all);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
