import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readText, shippedText } from "./read-shipped.ts";

const schema = JSON.parse(readFileSync(new URL("../../../schemas/koppel/connector.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(schema);

describe("connector.json and the reader agree", () => {
  it.each(["severa", "procountor"])("%s is valid by both", (system) => {
    expect(validate(parse(shippedText(system))) ? [] : validate.errors).toEqual([]);
    expect(readText(shippedText(system)).messages).toEqual([]);
  });

  it.each([
    ["an unknown key", (text: string) => text.replace("at once: 8", "at onze: 8")],
    ["a wrong word", (text: string) => text.replace("sends: everything", "sends: all")],
    ["a call without a method", (text: string) => text.replace("probe: GET /sessioninfo", "probe: /sessioninfo")],
    [
      "a relation without a kind's key",
      (text: string) => text.replace("{ kind: paymentEvent, many: true,", "{ kindd: paymentEvent, many: true,"),
    ],
    ["a time without a unit", (text: string) => text.replace("settle:  180 seconds", "settle:  180")],
  ])("%s is wrong by both", (_title, spoil) => {
    const text = spoil(shippedText("procountor"));
    expect(text).not.toBe(shippedText("procountor"));
    expect(validate(parse(text))).toBe(false);
    expect(readText(text).messages).not.toEqual([]);
  });
});
