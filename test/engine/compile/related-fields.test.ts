import { join } from "node:path";
import { expect, it } from "vitest";
import { relatedFields } from "../../../engine/compile/related-fields.ts";
import { openLibrary } from "../../../engine/project/library.ts";
import { collector } from "../../../engine/source/collect.ts";

const root = join(import.meta.dirname, "../../..");

it("an integration reads few fields of its rows, and its registers what they read of them", () => {
  const library = openLibrary({ mappings: join(root, "mappings"), schemas: join(root, "schemas") }, collector().report);
  const typed = library.integration("severa-procountor")?.typed;
  if (typed === undefined) throw new Error("severa-procountor cannot be read");
  const fields = relatedFields(typed);
  const row = [...(fields.get("severa/invoiceRow") ?? [])];
  // By the invoice, by the products register that a row needs (code, unit price), by computed fields (unit).
  expect(row).toEqual(
    expect.arrayContaining(["description", "quantity", "vatRate", "unitPrice", "code", "measurementUnit"]),
  );
  expect(row).not.toContain("createdBy");
  expect(row).not.toContain("vatAccount");
});
