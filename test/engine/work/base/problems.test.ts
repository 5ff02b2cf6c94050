import { describe, expect, it } from "vitest";
import { joinedProblems, problemsOf } from "../../../../engine/work/base/problems.ts";

describe("the problems of a record", () => {
  it("keep each its own advice", () => {
    const said = [
      { text: "The street is missing.", advice: "Fill it in." },
      { text: "The country is not known.", advice: undefined },
      { text: "The rate\nis none.", advice: "Choose one\nof the list." },
    ];
    expect(problemsOf(joinedProblems(said))).toEqual([
      said[0],
      said[1],
      { text: "The rate is none.", advice: "Choose one of the list." },
    ]);
  });
  it("are told once each, also when one has lines of its own", () => {
    const one = { text: "Not\nfound.", advice: "Look." };
    expect(joinedProblems([one, one])).toEqual({ message: "Not\nfound.", advice: "Look." });
    expect(problemsOf({ message: "Not\nfound.", advice: "Look." })).toEqual([one]);
    expect(
      problemsOf(
        joinedProblems([
          { text: "a", advice: undefined },
          { text: "b", advice: undefined },
        ]),
      ),
    ).toEqual([
      { text: "a", advice: undefined },
      { text: "b", advice: undefined },
    ]);
  });
});
