import { expect, it } from "vitest";
import { reportUnreadFields } from "../../../engine/compile/unread-fields.ts";
import { collector } from "../../../engine/source/collect.ts";
import { typedShop } from "./shop.ts";

it("each flow notes the fields of its source that no rule reads, at its name", () => {
  const collected = collector();
  reportUnreadFields(typedShop(), collected.report);
  const notes = collected.diagnostics.map(({ code, severity, span, facts }) => ({
    code,
    severity,
    at: span.source.text.slice(span.start, span.end),
    facts,
  }));
  expect(notes.every(({ code, severity }) => code === "source-unread" && severity === "note")).toBe(true);
  expect(notes.find(({ at }) => at === "partners")?.facts).toEqual({
    flow: "partners",
    kind: "shop/customer",
    fields: ["isActive", "salutation"],
  });
});
