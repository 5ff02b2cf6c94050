import { expect, it } from "vitest";
import { allCells, nodesOf, plainCells } from "../../../../engine/mapping/tree/cells-of.ts";
import { edited } from "../edited.ts";

it("cells are of the record itself, or of its lists as well", () => {
  const flow = edited([]).typed.flows.get("invoices");
  const fields = flow?.kind === "transfer" ? flow.fields : [];
  const plain = plainCells(fields).map(({ path }) => path);
  const all = allCells(fields).map(({ path }) => path);
  expect(plain).toContain("receiver.name");
  expect(plain).not.toContain("rows.product");
  expect(all).toEqual(expect.arrayContaining([...plain, "rows.product", "rows.unit"]));
  // The list and the record of each row are nodes, and no cells.
  expect(nodesOf(fields).length).toBe(all.length + 2);
});
