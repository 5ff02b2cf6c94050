import picocolors from "picocolors";
import { expect, it } from "vitest";
import { type StandingOf, statusText } from "../../../engine/report/status-text.ts";

const screen = { colours: picocolors.createColors(false), width: 120 };

function standing(last: StandingOf["standing"]["last"], refused = 0): StandingOf {
  const company = { title: "Acme Oy", timezone: "UTC" };
  const integration = { name: "books", active: last !== undefined };
  const of = { scope: "acme/books", last, refused, waiting: 2, open: 0 };
  return { company, integration, standing: of } as unknown as StandingOf;
}

const run = { id: "r", scope: "acme/books", startedAt: 0, endedAt: 65_000, counts: {}, problem: undefined };

it("tells the last run and what is left, and where to look on", () => {
  const counts = { invoices: { created: 12, taken: 20, unchanged: 5 }, notes: { created: 1, refused: 3 } };
  expect(
    statusText([standing({ ...run, counts }, 3)], [], screen)
      .split("\n")
      .map((line) => line.trimEnd()),
  ).toEqual(
    [
      "Company  Integration  Switch  Last run (UTC)    Outcome                        Unsolved  Waiting  Open writes",
      "Acme Oy  books        on      1970-01-01 00:00  13 created, 3 refused in 1m 5s  3         2        0",
      "",
      '"koppel log --open" shows what is unsolved.',
    ].map((line) => line.replace("Outcome                        U", "Outcome                         U")),
  );
});

it.each([
  [undefined, /off +never +0 /],
  [{ ...run, endedAt: undefined }, /not ended/],
  [{ ...run, problem: "the connection\nis away" }, /the connection is away/],
  [run, /nothing to do in 1m 5s/],
])("of a run that is %j", (last, said) => {
  expect(statusText([standing(last)], [], screen)).toMatch(said);
  expect(statusText([standing(last)], [], screen)).not.toContain("koppel log");
});
