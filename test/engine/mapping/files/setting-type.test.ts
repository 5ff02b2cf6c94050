import { describe, expect, it } from "vitest";
import { shapeOfSettings, typeOf } from "../../../../engine/mapping/files/setting-type.ts";
import type { ScalarWord, SettingValue } from "../../../../engine/mapping/tree/setting.ts";
import { edited } from "../edited.ts";

const scalar = (type: ScalarWord): SettingValue => ({ kind: "scalar", type });
const { settings } = edited([]).typed;

describe("the type of a setting", () => {
  it.each([
    ["text", "text"],
    ["email", "text"],
    ["bool", "bool"],
    ["integer", "int"],
    ["decimal", "decimal"],
    ["percent", "decimal"],
    ["date", "date"],
  ] as const)("%s is %s in an expression", (word, kind) => {
    expect(typeOf(scalar(word), ["a"])).toEqual({ kind });
  });

  it("`one of` is a list of words of its own, named after the setting: two settings are not compared by chance", () => {
    const value: SettingValue = { kind: "one of", options: ["A", "B"] };
    expect(typeOf(value, ["sales", "mode"])).toEqual({
      kind: "enum",
      name: "settings.sales.mode",
      members: ["A", "B"],
    });
  });

  it("lists and tables have the type of what is in them", () => {
    expect(typeOf({ kind: "list of", of: scalar("integer") }, [])).toEqual({ kind: "list", of: { kind: "int" } });
    expect(typeOf({ kind: "table", key: scalar("text"), value: scalar("percent") }, [])).toEqual({
      kind: "table",
      key: { kind: "text" },
      value: { kind: "decimal" },
    });
  });
});

describe("the settings in expressions", () => {
  it("are a record of records, as the groups are", () => {
    const shape = shapeOfSettings(settings);
    expect(shape.names()).toEqual(["partners", "invoices", "notices"]);
    expect(shape.field("invoices")).toMatchObject({
      description: "Invoices",
      type: { kind: "record", shape: { name: "settings.invoices" } },
    });
    expect(shape.field("nothing")).toBeUndefined();
  });

  it("lead on into the record that one of them names", () => {
    const invoices = shapeOfSettings(settings).field("invoices")?.type;
    const account = invoices?.kind === "record" ? invoices.shape.field("account")?.type : undefined;
    const plain = account?.kind === "optional" ? account.of : account;
    expect(plain).toMatchObject({ kind: "record", shape: { kind: "books/account" } });
  });
});
