import { expect, it } from "vitest";
import { messageOf } from "../../../engine/report/message-of.ts";

it("makes the sentence of the code and its facts", () => {
  expect(messageOf({ code: "yaml-key-twice", facts: { key: "k" } })).toBe('"k" stands here already');
  expect(messageOf({ code: "name-unknown", facts: { name: "nmae", nearest: "name" } })).toBe(
    "there is no `nmae` here. Did you mean `name`?",
  );
  expect(messageOf({ code: "name-unknown", facts: { name: "xyz", nearest: undefined } })).toBe(
    "there is no `xyz` here",
  );
});
