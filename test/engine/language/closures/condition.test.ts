import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("conditions", () => {
  it.each([
    ['orderNumber matches "^[0-9]+$"', "12", true],
    ['orderNumber matches "^\\d+$"', "1x", false],
    ['not (orderNumber matches "^RF")', "RF18", false],
    ['orderNumber matches "^[0-9]+(,[0-9]+)*$"', "1,20,300", true],
    ['orderNumber matches "(?i)^äly"', "ÄLYPUHELIN", true],
  ])("%s of %s is %s", (text, orderNumber, expected) => {
    expect(evaluated(text, { orderNumber })).toBe(expected);
  });
});
