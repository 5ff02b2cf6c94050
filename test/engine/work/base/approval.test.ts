import { describe, expect, it } from "vitest";
import type { Said } from "../../../../engine/compile/compiled.ts";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { Approval } from "../../../../engine/work/base/approval.ts";
import type { PlannedAction } from "../../../../engine/work/base/planned.ts";
import { approvedBy } from "../approved-by.ts";

const body: RecordValue = { number: "5001", rows: [{ price: 100 }, { price: 20 }], partner: { id: "p1" } };

const made: PlannedAction = {
  ...{ flow: "invoices", record: "o1", source: "o1", label: "5001", sourceHash: "a1", lineage: [], said: [] },
  ...{ action: "update", to: "books/invoice", target: "t1", body, before: { number: "4001" } },
};
const step: PlannedAction = { ...made, action: "step", to: "close", target: undefined, body: { by: "us" } };

function said(code: string, text = "A word."): Said {
  return { code, text, advice: undefined } as unknown as Said;
}

function approvalOf(...actions: readonly PlannedAction[]): Approval {
  return new Approval(approvedBy(actions, { madeAt: 0, flows: ["invoices"] }).items, ["invoices"]);
}

/** What would be done now instead of `made` and `step`, and why that is not carried. */
function codeOf(change: Partial<PlannedAction>, then: readonly PlannedAction[] = [step]): string | undefined {
  return approvalOf(made, step).difference(made, [{ ...made, ...change }, ...then])?.code;
}

describe("what is approved", () => {
  it("is the same when it is worked out once more, whatever is not to be done beside it", () => {
    expect(codeOf({})).toBeUndefined();
    expect(codeOf({}, [{ ...made, action: "nothing" }, step])).toBeUndefined();
    expect(codeOf({ body: { partner: { id: "p1" }, rows: [{ price: 100 }, { price: 20 }], number: "5001" } })).toBe(
      undefined,
    );
  });

  it("is not what would go elsewhere, over something else, or with another value", () => {
    expect(codeOf({ to: "books/order" })).toBe("otherwise");
    expect(codeOf({ action: "create" })).toBe("otherwise");
    expect(codeOf({ action: "refuse", said: [said("vat-unknown")] })).toBe("otherwise");
    expect(codeOf({ target: "t2" })).toBe("target-changed");
    expect(codeOf({ target: undefined })).toBe("target-changed");
    expect(codeOf({ before: { number: "4002" } })).toBe("target-changed");
    expect(codeOf({ body: { ...body, number: "5002" } })).toBe("changed");
    expect(codeOf({ body: { ...body, more: 1 } })).toBe("changed");
    expect(codeOf({ body: { number: "5001", rows: [{ price: 100 }, { price: 20 }] } })).toBe("changed");
    expect(codeOf({ body: { ...body, rows: [{ price: 100 }, { price: 20 }, { price: 1 }] } })).toBe("changed");
    expect(codeOf({ body: { ...body, rows: [{ price: 100 }] } })).toBe("changed");
    expect(codeOf({ body: { ...body, rows: [{ price: 20 }, { price: 100 }] } })).toBe("changed");
    expect(codeOf({ sourceHash: "a2" })).toBe("changed");
    expect(codeOf({ said: [said("rounded")] })).toBe("otherwise");
    expect(codeOf({ said: [said("not-in-plan")], action: "wait" })).toBe("prerequisite");
  });

  it("is not what would be followed by something else", () => {
    expect(codeOf({}, [])).toBe("otherwise");
    expect(codeOf({}, [step, step])).toBe("otherwise");
    expect(codeOf({}, [{ ...step, to: "cancel" }])).toBe("otherwise");
    expect(codeOf({}, [{ ...step, body: { by: "them" } }])).toBe("otherwise");
    expect(codeOf({}, [{ ...step, said: [said("late")] }])).toBe("otherwise");
  });

  it("is nothing that is not to be done any more, and nothing that the plan does not have", () => {
    const approval = approvalOf(made, step);
    expect(approval.difference(made, [])?.code).toBe("not-due");
    expect(approval.difference(made, [{ ...made, action: "nothing" }])?.code).toBe("not-due");
    expect(approval.difference({ flow: "invoices", record: "o2" }, [made, step])?.code).toBe("otherwise");
    expect(approval.difference({ flow: "orders", record: "o1" }, [made, step])?.code).toBe("otherwise");
  });

  it("of what others need is what is written, whoever of them asks first", () => {
    const would = [{ ...made, sourceHash: "a2" }, step];
    expect(approvalOf(made, step).difference(made, would, true)).toBeUndefined();
    expect(approvalOf(made, step).difference(made, [{ ...made, body: { number: "1" } }, step], true)?.code).toBe(
      "changed",
    );
  });

  it("stays the same when what it names as still to be made has been made, and only then", () => {
    const pending = { ...made, body: { partner: { id: "new partners/k1" }, text: "new partners/k2" } };
    const now = { ...pending, body: { partner: { id: "p77" }, text: "new partners/k2" } };
    const approval = approvalOf(pending, step);
    expect(approval.difference(made, [now, step])?.code).toBe("changed");
    approval.made("partners", "k1", "p77");
    expect(approval.difference(made, [now, step])).toBeUndefined();
    expect(approval.difference(made, [{ ...now, body: { ...now.body, partner: { id: "p78" } } }, step])?.code).toBe(
      "changed",
    );
  });

  it("tells what is part of a step from what is not", async () => {
    const approval = approvalOf(made);
    expect(await approval.inStep(async () => approval.isInStep)).toBe(true);
    expect(approval.isInStep).toBe(false);
  });
});
