import { describe, expect, it } from "vitest";
import { jsonLine, jsonText } from "../../../engine/report/json-text.ts";
import { harmful } from "../../foreign-text.ts";

const value = { name: 'Acme "Oy"\u001b[2J', rows: ["##vso[task]", "\u202eab"] };

describe.each([
  ["jsonText", jsonText],
  ["jsonLine", jsonLine],
])("%s", (_, write) => {
  it("says the same to who reads it as JSON", () => {
    expect(JSON.parse(write(value))).toEqual(value);
  });
  it("gives no order to a terminal or a CI server that shows it", () => {
    expect(write(value)).not.toMatch(harmful);
    expect(write(value)).not.toContain("##vso[");
  });
});

it("is laid out for people, or stands on one line for logs", () => {
  expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(jsonLine({ a: "one\ntwo" })).toBe('{"a":"one\\ntwo"}');
});
