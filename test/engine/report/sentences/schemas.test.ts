import { expect, it } from "vitest";
import { schemaSentences } from "../../../../engine/report/sentences/schemas.ts";

it("a field that is not there: the nearest one, else all of them", () => {
  const say = schemaSentences["schema-field-unknown"];
  const facts = { kind: "order", field: "nmae", names: ["guid", "name"] };
  expect(say({ ...facts, nearest: "name" })).toBe("the schema of order has no field nmae; did you mean name?");
  expect(say(facts)).toBe("the schema of order has no field nmae; it has guid, name");
});

it("a kind that is not there, or not named at all", () => {
  const say = schemaSentences["connector-kind-unknown"];
  const names = ["order", "customer"];
  expect(say({ kind: "oder", nearest: "order", names })).toBe("there is no kind oder; did you mean order?");
  expect(say({ kind: "", names })).toBe("the kind of record must be named; there are order, customer");
});

it("a schema that describes no record says what it lacks, where that is known", () => {
  const say = schemaSentences["schema-no-record"];
  const facts = { file: "order.json", kind: "order" };
  const sentence = "the schema order.json of the kind order must describe a record with its fields";
  expect(say(facts)).toBe(sentence);
  expect(say({ ...facts, gap: "it is a list" })).toBe(`${sentence}, but it is a list`);
});
