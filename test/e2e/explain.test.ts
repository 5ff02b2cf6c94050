import { expect, it } from "vitest";
import { flowsOf, withSandbox } from "./harness.ts";

it("koppel explain tells of an invoice that was carried what was sent, when, as which document, and by which line", async () => {
  await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
    flowsOf(await stage.run({ flows: ["sales-invoices"] }));
    const { id, orderReference } = stage.received(26001);
    stage.edit(26001, { orderNumber: "PO-1" });
    const { code, out } = await stage.cli("explain", "sales-invoices", "26001", "--format", "json");
    const told = JSON.parse(out);
    expect(code).toBe(0);
    expect(told).toMatchObject({ picked: false, carried: [{ target: String(id), values: "sent", unexplained: [] }] });
    expect(Math.abs(Date.parse(told.carried[0].at) - Date.now())).toBeLessThan(60_000);
    const fields: readonly { readonly path: string; readonly place: string }[] = told.fields;
    expect(fields.filter((field) => "today" in field)).toMatchObject([
      { path: "orderReference", value: orderReference, today: "PO-1" },
    ]);
    expect(fields.every(({ place }) => /sales-invoices\.yaml:\d+:\d+$/.test(place))).toBe(true);
  });
});
