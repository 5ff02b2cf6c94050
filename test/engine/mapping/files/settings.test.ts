import { describe, expect, it } from "vitest";
import { compileSettings } from "../../../../engine/compile/settings-values.ts";
import { Secret } from "../../../../engine/value/secret.ts";
import { edited, told } from "../edited.ts";

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

  it("is secret only as a text of its own company, and goes nowhere but into a field that is sent", () => {
    expect(only("type: text, secret: true, required: true").type.kind).toBe("secret");
    expect(told(spare("type: integer, secret: true"))).toContain("shape-wrong: secret");
    expect(told(spare("type: text, secret: true, default: a"))).toContain("shape-wrong: default");
    const key = spare("type: text, secret: true, required: true");
    const field = (value: string) => ["invoices.yaml", 'join("\\n", note, "Thank you")', value] as const;
    for (const right of [
      "settings.spare",
      "settings.spare if note else omit",
      'hmacSha256(settings.spare, note ?? "-")',
    ])
      expect([right, told(key, field(right), ["invoices.yaml", "over: refuse", "over: cut"])]).toEqual([right, []]);
    for (const wrong of [
      "upper(settings.spare)",
      "text(settings.spare)",
      'join(" ", settings.spare, note)',
      'settings.spare + "x"',
      'note if settings.spare == "x" else omit',
      "cut(settings.spare, 4)",
    ])
      expect([wrong, told(key, field(wrong))]).not.toEqual([wrong, []]);
    expect(told(key, ["invoices.yaml", "text(number), required: true", "settings.spare"])).toContain(
      "shape-wrong: originalNumber",
    );
  });

  it("that is secret is read as one, wherever it was written", () => {
    const { typed } = edited([spare("type: text, secret: true, required: true")]);
    const { read } = compileSettings(typed);
    expect((read({ spare: "hush" }).value["spare"] as Secret).reveal()).toBe("hush");
    const { value } = read({ spare: new Secret("hush") });
    expect([(value["spare"] as Secret).reveal(), (value["spare"] as Secret).name()]).toEqual(["hush", "spare"]);
    expect(JSON.stringify([value, read({ spare: ["hush"] }).faults])).not.toContain("hush");
  });
});
