import { describe, expect, it } from "vitest";
import { only, transferOf } from "./invoices.ts";
import { compiledShop, order, sceneOf, shopFile } from "./shop.ts";

/** The transfer with these guards before its own refusals. */
function guarded(text: string) {
  const invoices = shopFile("invoices.yaml").replace("over: refuse\n", `${text}\nover: refuse\n`);
  return transferOf(compiledShop({ "invoices.yaml": invoices }).transfers.get("invoices"));
}

describe("a record that does not qualify", () => {
  const bad = { ...order, receiver: null };

  it("is skipped before anything is refused, in silence or with a message", () => {
    expect(only(sceneOf(), bad, guarded("skip: [number == 5001]"))).toMatchObject({ kind: "skipped", said: undefined });
    const told = guarded("skip:\n  - { when: number == 5001, say: street-missing, facts: { customer: number } }");
    expect(only(sceneOf(), bad, told)).toMatchObject({
      kind: "skipped",
      said: { text: "The invoice for 5001 has no street." },
    });
  });

  it("waits until what it waits for holds", () => {
    const waiting = guarded("wait until: [interest > 9]");
    expect(only(sceneOf(), bad, waiting).kind).toBe("waiting");
    expect(only(sceneOf(), { ...order, interest: 10 }, waiting).kind).toBe("ready");
  });
});
