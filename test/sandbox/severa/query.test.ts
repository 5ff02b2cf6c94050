import { expect, it } from "vitest";
import { type Exchange, Query, type Refusal } from "../../../sandbox/server/exchange.ts";
import { flag, moment, number } from "../../../sandbox/severa/query.ts";

const asked = (query: string) => ({ query: new Query(query, true) }) as Exchange;

it("an empty or absent parameter asks for nothing", () => {
  for (const read of [number, moment, flag])
    expect([read(asked("x="), "x"), read(asked(""), "x")]).toEqual([undefined, undefined]);
});

it("a moment without zone is UTC", () => {
  const at = Date.UTC(2026, 2, 1, 10);
  for (const text of ["2026-03-01T10:00:00", "2026-03-01T10:00:00Z", "2026-03-01T12:00:00%2B02:00"])
    expect(moment(asked(`x=${text}`), "x")).toBe(at);
  expect(moment(asked("x=2026-03-01"), "x")).toBe(Date.UTC(2026, 2, 1));
});

it("flags are words without case, numbers whole and not negative", () => {
  expect([flag(asked("x=TRUE"), "x"), flag(asked("x=false"), "x"), number(asked("x=07"), "x")]).toEqual([
    true,
    false,
    7,
  ]);
});

it.each([
  ["number", number, "-1"],
  ["number", number, "1.5"],
  ["moment", moment, "yesterday"],
  ["flag", flag, "1"],
])("a %s is refused by the name of its parameter", (_, read, text) => {
  try {
    read(asked(`rowCount=${text}`), "rowCount");
    expect.unreachable();
  } catch (error) {
    expect((error as Refusal).answer.status).toBe(400);
    expect(String((error as Refusal).answer.body)).toContain('"type":"UriParameter","name":"rowCount"');
  }
});
