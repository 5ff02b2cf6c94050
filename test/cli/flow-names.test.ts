import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Failure } from "../../cli/failure.ts";
import { checkFlowNames } from "../../cli/flow-names.ts";
import { openLibrary } from "../../engine/project/library.ts";
import { Project } from "../../engine/project/project.ts";
import { smallProject } from "../engine/project/small-project.ts";

function typed() {
  const root = smallProject();
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
  return openLibrary(place, () => {}, new Project(root)).integration("shop-books")?.typed;
}

describe("the name of a flow", () => {
  it("is one of the integrations that the call is about", () => {
    expect(() => checkFlowNames(["items", "invoices"], [undefined, typed()])).not.toThrow();
  });

  it("is told with the nearest one when it is not", () => {
    try {
      checkFlowNames(["items", "invoces"], [typed()]);
    } catch (fault) {
      const { message, advice } = fault as Failure;
      expect([message, advice[0]]).toEqual(['there is no flow "invoces"', 'Did you mean "invoices"?']);
      expect(advice[1]).toMatch(/^The flows are .*items/);
      return;
    }
    throw new Error("it was taken");
  });

  it("cannot be judged where no integration can be read", () => {
    expect(() => checkFlowNames(["invoces"], [undefined])).not.toThrow();
  });
});
