import { expect, it } from "vitest";
import { Went } from "../../../../engine/review/mapping-test/reached.ts";

const source = { path: "items.yaml", text: "code: a if b else c\n" };
const span = (start: number, end = start + 1) => ({ source, start, end });
const made = (start: number, value: string | null | undefined) => ({
  path: "code",
  value,
  sources: [],
  span: span(start),
});

it("counts the lines that gave a value, also nothing that was written, but not those that left theirs out", () => {
  const went = new Went();
  went.lineage([made(0, "7"), made(1, undefined)]);
  went.lineage([made(2, null)]);
  expect(went.reached.lines.map(({ start }) => start)).toEqual([0, 2]);
});

it("counts each branch once, however often it was taken", () => {
  const went = new Went();
  for (const taken of [span(6), span(18), span(6), span(6, 9)]) went.branch(taken);
  expect(went.reached.branches).toEqual([span(6), span(18), span(6, 9)]);
});
