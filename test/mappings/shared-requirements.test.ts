import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TypedTransfer } from "../../engine/mapping/tree/typed-flow.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";
import { msUntilNext } from "../../engine/service/schedule.ts";
import { golden, readMappings, root } from "./read-golden.ts";

const folders = {
  "severa-procountor": join(root, "mappings", "severa-procountor"),
  "severa-fortnox": join(golden, "mappings", "severa-fortnox"),
  "severa-vismanet": join(golden, "mappings", "severa-vismanet"),
  "severa-maventa": join(golden, "mappings", "severa-maventa"),
};

function typedOf(integration: keyof typeof folders): TypedIntegration {
  const { typed } = readMappings(folders[integration]);
  if (typed === undefined) throw new Error(`${integration} cannot be read`);
  return typed;
}

/** Transfers of sales documents: they leave their status for another, which the settings name. */
function salesTransfers(integration: TypedIntegration): readonly TypedTransfer[] {
  return [...integration.flows.values()]
    .filter((flow) => flow.kind === "transfer")
    .filter(({ from, pick }) => from.kind === "invoice" && from.side === "severa" && pick !== undefined);
}

function writtenBack(fields: TypedTransfer["onError"]): readonly string[] {
  return (fields ?? []).map(({ path }) => path);
}

describe("what the integrations have in common", () => {
  it.each([
    ["severa-procountor", undefined],
    ["severa-fortnox", undefined],
    ["severa-vismanet", ["status"]],
    ["severa-maventa", ["status"]],
  ] as const)(
    "%s: picked by a status of the settings, moved on after transfer, and to the error status where its document has one [COM-03]",
    (name, onError) => {
      const transfers = salesTransfers(typedOf(name));
      expect(transfers.length).toBeGreaterThan(0);
      for (const transfer of transfers) {
        expect(transfer.pick?.text.text).toMatch(/status == settings\./);
        const back = transfer.steps.filter((step) => step.kind === "write back");
        expect(back.flatMap(({ fields }) => writtenBack(fields))).toContain("status");
        expect(transfer.onError === undefined ? undefined : writtenBack(transfer.onError)).toEqual(onError);
      }
    },
  );

  it.each([
    ["severa-vismanet", 5],
    ["severa-procountor", 10],
  ] as const)("%s runs by itself every %i minutes [COM-06]", (name, minutes) => {
    const { schedule } = typedOf(name);
    expect(schedule).toEqual({ minutes });
    const now = Date.parse("2026-03-02T06:07:08Z");
    const first = now + msUntilNext(name, minutes, now);
    expect(msUntilNext(name, minutes, first)).toBe(minutes * 60_000);
  });
});
