import { expect, it } from "vitest";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";

it("makes the sentence of the code and its facts", () => {
  expect(messageOf({ code: "yaml-key-twice", facts: { key: "k" } })).toBe('"k" stands here already');
  expect(messageOf({ code: "name-unknown", facts: { name: "nmae", nearest: "name" } })).toBe(
    "there is no `nmae` here. Did you mean `name`?",
  );
  expect(messageOf({ code: "name-unknown", facts: { name: "xyz", nearest: undefined } })).toBe(
    "there is no `xyz` here",
  );
});

it("gives the hints that the facts make, then those given with them", () => {
  const facts = { list: "rows", field: "price" };
  const hints = [{ hint: "did-you-mean", nearest: "row" }] as const;
  expect(hintsOf({ code: "field-of-list", facts, hints })).toEqual([
    "of the first: first(rows).price",
    'of all: join(", ", r.price for r in rows)',
    'did you mean "row"?',
  ]);
  expect(hintsOf({ code: "yaml-key-twice", facts: { key: "k" }, hints: [] })).toEqual([]);
});
