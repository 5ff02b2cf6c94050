import { expect, it } from "vitest";
import { flatten } from "../../engine/schema/flatten.ts";
import { readAmounts } from "../../engine/service/saved-plan/totals.ts";
import { tableBelow, wordsIn } from "./markdown.ts";

/** The words that the reader of schemas looks for, noted by a schema that is asked. */
function wordsRead(): ReadonlySet<string> {
  const asked = new Set<string>();
  const note = (key: string | symbol): void => void (typeof key === "string" && asked.add(key));
  const schema = new Proxy({ additionalProperties: {} } as Record<string, unknown>, {
    get: (target, key) => {
      note(key);
      return Reflect.get(target, key);
    },
    has: (target, key) => {
      note(key);
      return Reflect.has(target, key);
    },
  });
  readAmounts(schema);
  flatten(new Map() as never, [{ file: "a.json", schema: schema as never }]);
  return asked;
}

it("the page names the words of JSON Schema that count, and no others", () => {
  const written = tableBelow("docs/connectors.md", "Words of a schema").flatMap(([first = ""]) => wordsIn(first));
  expect(written.toSorted()).toEqual([...wordsRead()].toSorted());
});
