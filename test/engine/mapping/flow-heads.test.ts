import { describe, expect, it } from "vitest";
import { told } from "./edited.ts";

describe("what others know of a flow", () => {
  it("is that of the first of its name", () => {
    expect(told(["other.yaml", "", "register: items\nfrom: shop/project\nto: books/item\nfields: {}\n"])).toContain(
      "flow-twice: items",
    );
  });

  it("is by what it names its documents: only those named by their record are followed", () => {
    const follow = "follow-not-by-record: invoices";
    expect(told(["invoices.yaml", "pick:", "once for: guid\npick:"])).not.toContain(follow);
    expect(told(["invoices.yaml", "pick:", "once for: number\npick:"])).toContain(follow);
    expect(told(["invoices.yaml", "pick:", "each: file in files\npick:"])).toContain(follow);
  });
});
