import { expect, it } from "vitest";
import { openTerminal } from "../../../cli/terminal.ts";
import { fieldLines } from "../../../engine/report/explained-fields.ts";

const source = { path: "mappings/shop/invoices.yaml", text: "a: b\nc: d\n" };
const terminal = { ...openTerminal({ NO_COLOR: "1" }), width: 100 };
const at = (start: number) => ({ source, start, end: start + 1 });

it("the fields of one part stand together, each with its place and what it was made from", () => {
  const fields = [
    { path: "type", value: "SALES", sources: [], span: at(0) },
    { path: "receiver.name", value: "Acme Oy", sources: [{ path: "customer.name", value: "Acme Oy" }], span: at(3) },
    { path: "receiver.country", value: "FINLAND", sources: [{ path: "country.code", value: "FI" }], span: at(5) },
    { path: "rows.1.unit", value: null, sources: [], span: at(8) },
  ];
  expect(fieldLines(fields, terminal)).toEqual([
    "The rules stand in mappings/shop/",
    "",
    "type       SALES    invoices.yaml:1:1",
    "receiver",
    "  name     Acme Oy  invoices.yaml:1:4",
    "             <- customer.name",
    "  country  FINLAND  invoices.yaml:2:1",
    "             <- country.code = FI",
    "rows.1",
    "  unit     (none)   invoices.yaml:2:4",
  ]);
});
