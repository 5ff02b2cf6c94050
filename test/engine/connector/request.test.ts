import { describe, expect, it } from "vitest";
import { buildRequest, isUnfilled } from "../../../engine/connector/request.ts";
import { template } from "../../../engine/connector/template.ts";
import type { Value } from "../../../engine/value/value.ts";

const call = {
  method: "GET",
  path: template("/v1/customers/{guid}"),
  query: [{ name: "of", value: template("{unit}") }],
  route: "GET /v1/customers/{guid}",
} as const;

const given =
  (values: Readonly<Record<string, Value>>) =>
  (hole: string): Value =>
    values[hole];

describe("a request", () => {
  it("fills its holes, each kept within its part of the address, and adds the parameters", () => {
    const request = buildRequest(call, given({ guid: "a/b?c", unit: "x&y=1" }), { parameters: [["page", "2 3"]] });
    expect(request).toMatchObject({
      target: "/v1/customers/a%2Fb%3Fc?of=x%26y%3D1&page=2%203",
      route: "GET /v1/customers/{guid}",
    });
  });

  it("is not made when a hole of the path or of the query has no value; which one is told", () => {
    const withoutPath = buildRequest(call, given({ unit: "u" }));
    expect(isUnfilled(withoutPath) && withoutPath.unfilled).toBe("guid");
    const withoutQuery = buildRequest(call, given({ guid: "g", unit: "" }));
    expect(isUnfilled(withoutQuery) && withoutQuery.unfilled).toBe("unit");
  });

  it.each([".", ".."])("is not made when an id of %s would lead to another call", (guid) => {
    const request = buildRequest(call, given({ guid, unit: "u" }));
    expect(isUnfilled(request) && request.unfilled).toBe("guid");
    expect(buildRequest(call, given({ guid: "a..b", unit: "u" }))).toMatchObject({ target: "/v1/customers/a..b?of=u" });
  });
});
