import { describe, expect, it } from "vitest";
import { parseLastWritten, printLastWritten } from "../../../engine/store/last-written.ts";
import { fromText } from "../../../engine/value/decimal.ts";

describe("what a link remembers as written", () => {
  it("comes back as it was", () => {
    const written = {
      record: { id: 70, name: "Åbo Oy" },
      body: { price: 12.5, exact: fromText("0.12345678901234567"), address: { city: "Åbo" } },
      revision: 3,
    };
    expect(parseLastWritten(printLastWritten(written))).toEqual(written);
  });

  it("is the text that stores have had all along", () => {
    const text = printLastWritten({ record: { id: 70 }, body: { name: "Acme" }, revision: 1 });
    expect(text).toBe('{"record":{"id":70},"body":{"name":"Acme"},"revision":1}');
  });

  it.each([
    ["{}", { record: {}, body: {}, revision: 0 }],
    ['{"record":{"id":1},"body":{"a":1}}', { record: { id: 1 }, body: { a: 1 }, revision: 0 }],
    ['{"record":null,"body":[1],"revision":"2"}', { record: {}, body: {}, revision: 0 }],
    ["[]", { record: {}, body: {}, revision: 0 }],
  ])("reads %s, where something is missing, as empty", (text, written) => {
    expect(parseLastWritten(text)).toEqual(written);
  });
});
