import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("what is said", () => {
  it("needs a message where something is refused", () => {
    expect(told(["items.yaml", "skip:\n  - isInternal\n", "refuse:\n  - isInternal\n"])).toContain(
      "refuse-without-say: isInternal",
    );
    expect(told(["items.yaml", "skip:\n  - isInternal\n", "refuse:\n  - { when: isInternal }\n"])).toContain(
      "refuse-without-say: when",
    );
  });

  it("may be left unsaid where a record is skipped", () => {
    const flow = edited([]).typed.flows.get("items");
    expect(flow?.kind === "register" && flow.level.skip.map(({ say }) => say)).toEqual([undefined]);
  });

  it("has facts only with a message", () => {
    expect(told(["items.yaml", "  - isInternal\n", "  - { when: isInternal, facts: { a: number } }\n"])).toContain(
      "facts-without-say: facts",
    );
  });
});
