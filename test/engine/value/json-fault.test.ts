import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonFault, parseJson } from "../../../engine/value/json.ts";

function faultOf(text: string): JsonFault {
  try {
    parseJson(text);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  throw new Error(`${text} was read`);
}

describe("what is wrong with a JSON text", () => {
  test("a fault is found wherever JSON.parse finds one", () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom("", "}", "]", ",", '"', ":", "x", "\u0001"),
        (json, at, mark) => {
          const place = at % (json.length + 1);
          const text = json.slice(0, place) + mark + json.slice(place + (mark === "" ? 1 : 0));
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          if (!valid) expect(faultOf(text).what).not.toBe("not JSON");
        },
      ),
      { numRuns: 2000 },
    );
  });
  test.each([
    ['{"a":1', 6],
    ['{"a" 1}', 5],
    ["[1,]", 3],
    ['{"a":"b\nc"}', 5],
    ["tru", 0],
  ])("%j is wrong at %i", (text, at) => {
    expect(faultOf(text).offset).toBe(at);
  });
});
