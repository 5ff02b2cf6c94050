import { describe, expect, it } from "vitest";
import { compileIntegration } from "../../../engine/compile/compile-integration.ts";
import type { CompiledFlow, Lineage, RegisterEvaluation } from "../../../engine/compile/compiled.ts";
import { type Notes, notingLineage } from "../../../engine/review/note-lineage.ts";
import type { Span } from "../../../engine/source/span.ts";
import { customer, knownWorld, order, sceneOf, settings, typedShop } from "../compile/shop.ts";

const compiled = compileIntegration(typedShop(), { trace: true });

function flowNamed<Kind extends CompiledFlow["kind"]>(kind: Kind, name: string): Extract<CompiledFlow, { kind: Kind }> {
  const found = [
    ...compiled.transfers.values(),
    ...compiled.registers.values(),
    ...compiled.flows.map(({ flow }) => flow),
  ].find((flow) => flow.kind === kind && flow.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found as Extract<CompiledFlow, { kind: Kind }>;
}

/** A flow with the notes that are made of it. */
function noted<Flow extends CompiledFlow>(flow: Flow) {
  const lineage: Lineage[] = [];
  const branches: Span[] = [];
  const notes: Notes = { lineage: (made) => lineage.push(...made), branch: (span) => branches.push(span) };
  return {
    flow: notingLineage(flow, notes),
    paths: () => lineage.map(({ path }) => path),
    branches: () => branches.map(({ source, start, end }) => source.text.slice(start, end)),
  };
}

describe("of a transfer", () => {
  const invoices = flowNamed("transfer", "invoices");

  it("each field is noted with what it was made from, and nothing else changes", () => {
    const { flow, paths } = noted(invoices);
    const evaluations = flow.evaluate(sceneOf(), order);
    const plain = invoices.evaluate(sceneOf(), order);
    expect(evaluations.map((one) => (one.kind === "ready" ? one.body : one))).toEqual(
      plain.map((one) => (one.kind === "ready" ? one.body : one)),
    );
    expect(paths()).toContain("receiver.name");
    expect(paths()).toContain("rows.2.quantity");
  });

  it("the branches that were taken are noted, also where the record is refused in the end", () => {
    const taken = noted(invoices);
    taken.flow.evaluate(sceneOf(), order);
    expect(taken.branches()).toContain("EMAIL");
    expect(taken.branches()).not.toContain("MAIL");
    const refused = noted(invoices);
    expect(refused.flow.evaluate(sceneOf(), { ...order, receiver: null })).toMatchObject([{ kind: "refused" }]);
    expect(refused.branches()).toContain("EMAIL");
    expect(refused.paths()).toEqual([]);
  });

  it("the fields of its steps are noted as well", () => {
    const { flow, paths } = noted(invoices);
    const writeBack = flow.steps.findIndex(({ name }) => name === "write back");
    flow.evaluateStep(sceneOf(), order, "o1", { id: 9 }, writeBack);
    expect(paths()).toEqual(["status"]);
  });
});

describe("of a register", () => {
  const partners = () => noted(flowNamed("register", "partners"));
  const matched = (evaluation: RegisterEvaluation) => {
    if (evaluation.kind !== "ready") throw new Error(JSON.stringify(evaluation));
    return evaluation;
  };

  it("the fields are noted when they are made, not when the record is matched", () => {
    const { flow, paths } = partners();
    const evaluation = matched(flow.evaluate(sceneOf(), customer));
    expect(paths()).toEqual([]);
    evaluation.create();
    expect(paths()).toEqual(["name", "type", "number", "identifier", "email", "language"]);
  });

  it("nothing is noted of a record that is refused", () => {
    const { flow, paths } = partners();
    expect(flow.evaluate(sceneOf(), { ...customer, number: null })).toMatchObject({ kind: "refused" });
    expect(paths()).toEqual([]);
  });
});

describe("of a follow", () => {
  it("what its rule writes back is noted, and nothing where no rule fits", () => {
    const { flow, paths } = noted(flowNamed("follow", "payments"));
    const done = (settings["invoices"] as { done: { guid: string } }).done;
    const source = { ...order, status: done };
    expect(flow.evaluate(sceneOf(knownWorld()), source, { id: 9, balance: 5, status: "APPROVED" })).toBeUndefined();
    expect(paths()).toEqual([]);
    expect(flow.evaluate(sceneOf(knownWorld()), source, { id: 9, balance: 0, status: "PAID" })).toMatchObject({
      rule: "paid",
    });
    expect(paths()).toEqual(["status"]);
  });
});
