import { expect, it } from "vitest";
import { fieldSentences } from "../../../../engine/report/sentences/fields.ts";

it("a text that may be longer says how long, where the schema knows", () => {
  const say = fieldSentences["text-may-be-long"];
  const facts = { limit: 60, path: "name", value: "title" };
  const short = "say what becomes of a longer text: { value: title, over: refuse }, or over: cut";
  expect(say({ ...facts, longest: 100 })).toEqual([
    "this text may be longer (100) than the 60 characters of name",
    short,
  ]);
  expect(say(facts)).toEqual(["this text may be longer than the 60 characters of name", short]);
  expect(say({ ...facts, value: undefined })).toEqual([
    "this text may be longer than the 60 characters of name",
    "say what becomes of a longer text: over: refuse, or over: cut",
  ]);
});

it("a step does one thing: several are named, and for none what there is", () => {
  const say = fieldSentences["step-verb"];
  const verbs = ["create", "do"];
  expect(say({ found: ["create", "do"], verbs })).toBe("a step does one thing, not create and do");
  expect(say({ found: [], verbs })).toBe("a step says what it does: create, do");
});
