import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearest } from "../../../engine/source/nearest.ts";

describe("the nearest right word", () => {
  const channels = ["MAIL", "EMAIL", "EDIFACT", "PAPER_INVOICE", "ELECTRONIC_INVOICE", "NO_SENDING"];
  test.each<[string, readonly string[], string | undefined]>([
    ["EINVOICE", channels, "ELECTRONIC_INVOICE"],
    ["E_MAIL", channels, "EMAIL"],
    ["EMIAL", channels, "EMAIL"],
    ["INVOICE_PAPER", channels, "PAPER_INVOICE"],
    ["electronicInvoice", channels, "ELECTRONIC_INVOICE"],
    ["custmer", ["customer", "costumer", "custom"], "customer"],
    ["Name", ["name", "number"], "name"],
    ["channel", ["invoiceChannel", "invoiceRows"], "invoiceChannel"],
    ["invoiceDate", ["date", "dueDate"], "date"],
    ["xyz", ["name", "number"], undefined],
    ["id", ["is", "in"], undefined],
    ["", ["a"], undefined],
    ["name", [], undefined],
    ["name", ["name"], undefined],
  ])("%s among %j is %s", (word, candidates, found) => expect(nearest(word, candidates)).toBe(found));
  test("one slip of the fingers is always found", () => {
    const word = fc.stringMatching(/^[a-z]{6,14}$/);
    fc.assert(
      fc.property(word, fc.nat(), (right, at) => {
        const place = at % (right.length - 1);
        const swapped = right.slice(0, place) + right[place + 1] + right[place] + right.slice(place + 2);
        const dropped = right.slice(0, place) + right.slice(place + 1);
        for (const wrong of [swapped, dropped, `${right}x`])
          if (wrong !== right) expect(nearest(wrong, ["___", right])).toBe(right);
      }),
    );
  });
});
