import { describe, expect, it } from "vitest";
import type { CompiledIntegration, Said } from "../../../../engine/compile/compiled.ts";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import type { Span } from "../../../../engine/source/span.ts";
import { InternalFault } from "../../../../engine/work/base/internal-fault.ts";
import {
  saidOfFaults,
  saidOfReadFault,
  saidRemembered,
  setbackOf,
  WAITING_CODE,
} from "../../../../engine/work/base/said.ts";

const span = {} as Span;
const said = (code: string): Said => ({ code, text: `${code}.`, advice: undefined, facts: {}, span });

describe("what is said of a record", () => {
  it("means waiting where nothing but a prerequisite is on its way, else a refusal", () => {
    expect(setbackOf([said(WAITING_CODE), said(WAITING_CODE)])).toEqual({
      kind: "waiting",
      reason: `${WAITING_CODE}.`,
    });
    const mixed = [said(WAITING_CODE), said("street-missing")];
    expect(setbackOf(mixed)).toEqual({ kind: "refused", said: mixed });
    expect(setbackOf([])).toEqual({ kind: "refused", said: [] });
  });

  it("by the other side is told in the integration's words where it has some, else in the vendor's", () => {
    const integration = {
      vendorMessage: (_system: string, code: string) =>
        code === "E1" ? { text: "The name is too long.", advice: "Shorten it." } : undefined,
    } as unknown as CompiledIntegration;
    const faults = [
      { code: "E1", message: "TOO_LONG", field: "name" },
      { code: "E2", message: "E2" },
      { code: "E3", message: "no such row", field: "rows.1" },
      { code: "value-missing", message: "name is missing" },
    ];
    expect(saidOfFaults(integration, "books", faults, span).map(({ text, advice }) => [text, advice])).toEqual([
      ["The name is too long (name).", "Shorten it."],
      ["books refused it: E2", undefined],
      ["books refused it: E3: no such row (rows.1)", undefined],
      ["name is missing.", "Correct it in the source system; the record is tried again when it changes."],
    ]);
  });

  it("of a read that failed tells the system's fault from ours", () => {
    const fault = new ReadFault("broken", { system: "shop", route: "GET /orders", message: "HTTP 500" });
    expect(saidOfReadFault(fault, span)).toMatchObject({
      code: "read-failed",
      text: "shop did not answer GET /orders as expected: HTTP 500.",
    });
    expect(saidOfReadFault(new InternalFault(new TypeError("no such thing")), span)).toMatchObject({
      code: "internal-fault",
      text: "The record could not be worked on, through no fault of its own: no such thing.",
    });
  });

  it("is remembered with its code and its advice", () => {
    expect(saidRemembered({ code: "E1", message: "The name is too long.", advice: "Shorten it." }, span)).toMatchObject(
      {
        code: "E1",
        text: "The name is too long.",
        advice: "Shorten it.",
      },
    );
    expect(saidRemembered({ code: undefined, message: undefined, advice: undefined }, span)).toMatchObject({
      code: "refused",
      text: "",
    });
  });
});
