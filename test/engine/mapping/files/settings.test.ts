import { describe, expect, it } from "vitest";
import { edited } from "../edited.ts";

describe("a setting", () => {
  const spare = (text: string) =>
    ["integration.yaml", "  partners:\n", `  spare: { title: Spare, ${text} }\n  partners:\n`] as const;
  const only = (text: string) => {
    const entry = edited([spare(text)]).typed.settings.entries.find(({ name }) => name === "spare");
    if (entry?.kind !== "setting") throw new Error("it is no setting");
    return entry;
  };

  it("is certain in rules only where it always has a value", () => {
    expect(only("type: text").type.kind).toBe("optional");
    expect(only("type: text, required: true").type.kind).toBe("text");
    expect(only("type: text, default: a").type.kind).toBe("text");
    expect(only("type: bool")).toMatchObject({ type: { kind: "bool" }, default: false });
    expect(only("list of: text").type.kind).toBe("list");
  });
});
