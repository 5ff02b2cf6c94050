import { describe, expect, it } from "vitest";
import {
  type Assignable,
  assignable,
  checkExpression,
  checkLookup,
  proofsOf,
  showType,
} from "../../../engine/language/check/check.ts";
import { compileExpression } from "../../../engine/language/closures/compile.ts";
import { branchesOf, readsOf } from "../../../engine/language/closures/lineage.ts";
import { parseExpression } from "../../../engine/language/syntax/parse.ts";
import { parseLookup } from "../../../engine/language/syntax/parse-clauses.ts";
import type { Frame, Lookup } from "../../../engine/language/types/frame.ts";
import { Scope } from "../../../engine/language/types/scope.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Value } from "../../../engine/value/value.ts";
import { cell, commonSchemas, located, render, typeOf } from "./fixture.ts";

const schemas = commonSchemas();

function start() {
  const scope = Scope.root();
  const slot = scope.declare("source", typeOf("severa/invoice", schemas), { open: true });
  return { scope, slot };
}

function check(text: string, scope: Scope, role: "value" | "condition" = "value") {
  const { report, ...collected } = watch();
  const typed = checkExpression(parseExpression(located(text), report), { text: located(text), scope, role, report });
  return { typed, faults: collected.codes() };
}

function watch() {
  const one = collector();
  return { report: one.report, codes: () => one.diagnostics.map((each) => each.code) };
}

function frame(slots: Value[], answers: (request: Lookup) => Value = () => undefined): Frame {
  return { slots, world: { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: answers } };
}

describe("what a guard proved holds below it", () => {
  it.each<[string, boolean, string]>([
    ["number is absent", false, "number + 1"],
    ["overdueInterest is present and paymentTerm is present", true, "overdueInterest * paymentTerm"],
    ["overdueInterest is absent or paymentTerm is absent", false, "overdueInterest * paymentTerm"],
    ["not (number is present)", false, "number + 1"],
    ["number == 5", true, "number + 1"],
    ["number > 5", false, "number + 1"],
    ["number in [1, 2]", true, "number + 1"],
  ])("`%s` being %s allows %s", (guard, holds, below) => {
    const { scope } = start();
    expect(check(below, scope).faults).toContain("may-be-absent");
    const proved = scope.assume(proofsOf(check(guard, scope, "condition").typed, holds));
    expect(check(below, proved).faults).toEqual([]);
  });

  it("but not what only one of two conditions would prove", () => {
    const { scope } = start();
    const proved = scope.assume(
      proofsOf(check("overdueInterest is present or paymentTerm is present", scope, "condition").typed, true),
    );
    expect(check("overdueInterest * 2", proved).faults).toContain("may-be-absent");
  });

  it("a record on the way to what is present is present", () => {
    const { scope } = start();
    const proved = scope.assume(proofsOf(check("receiverAddress.city", scope, "condition").typed, true));
    expect(showType(check("receiverAddress.city", proved).typed.type)).toBe("a text");
    expect(showType(check("receiverAddress", proved).typed.type)).toBe("a record severa/address");
  });

  it("a word that was ruled out is not asked for again", () => {
    const text = "match row.category { Hours => 1, Travels => 2 }";
    expect(render(cell(text).diagnostics)).toContain("no arm for `ProjectFees`");
    expect(render(cell(`3 if row.category == ProjectFees else ${text}`).diagnostics)).toBe("fine\n");
    expect(render(cell(`${text} if row.category in [Hours, Travels] else 3`).diagnostics)).toBe("fine\n");
  });

  it("proofs go through a `let`", () => {
    const { scope } = start();
    scope.define("known", check("number is present", scope, "condition").typed);
    expect(check("number + 1 if known else 0", scope).faults).toEqual([]);
  });
});

describe("named values", () => {
  it("are worked out once until the scope is reset", () => {
    const { scope, slot } = start();
    let asked = 0;
    scope.defineValue("country", { kind: "text" }, () => `answer ${++asked}`);
    const { typed } = check('join(" ", country, country)', scope);
    const evaluate = compileExpression(typed);
    const filled = frame([]);
    filled.slots[slot] = {};
    expect(evaluate(filled)).toBe("answer 1 answer 1");
    expect(evaluate(filled)).toBe("answer 1 answer 1");
    scope.reset(filled);
    expect(evaluate(filled)).toBe("answer 2 answer 2");
  });

  it("of an inner scope are forgotten with the outer one", () => {
    const { scope } = start();
    const inner = scope.child();
    let asked = 0;
    inner.defineValue("piece", { kind: "int" }, () => ++asked);
    const evaluate = compileExpression(check("piece", inner).typed);
    const filled = frame([]);
    expect([evaluate(filled), evaluate(filled)]).toEqual([1, 1]);
    scope.reset(filled);
    expect(evaluate(filled)).toBe(2);
  });

  it("show the reads of their own expression while tracing, in every cell", () => {
    const { scope, slot } = start();
    scope.define("who", check("customer.name", scope).typed);
    const evaluate = compileExpression(check("who", scope).typed, { trace: true });
    const reads: string[] = [];
    const filled: Frame = { ...frame([]), trace: { read: (path) => void reads.push(path), branch: () => undefined } };
    filled.slots[slot] = { customer: { name: "Acme" } };
    expect(evaluate(filled)).toBe("Acme");
    expect(evaluate(filled)).toBe("Acme");
    expect(reads).toEqual(["customer.name", "who", "customer.name", "who"]);
  });

  it("know their position where the caller gives it", () => {
    const { scope } = start();
    const inner = scope.child();
    const slot = inner.declare("row", typeOf("severa/invoiceRow", schemas));
    const evaluate = compileExpression(check("position(row)", inner).typed);
    const filled = frame([]);
    filled.slots[slot + 1] = 3;
    expect(evaluate(filled)).toBe(3);
    filled.slots[slot + 1] = undefined;
    expect(() => evaluate(filled)).toThrow("row has no position here");
  });

  it("hide nothing: the fields of the open record are found by lookup", () => {
    const { scope } = start();
    expect(scope.lookup("customer")?.field?.name).toBe("customer");
    expect(scope.lookup("constructor")).toBeUndefined();
    expect([...scope.names()].map((one) => one.name)).toContain("dueDate");
  });
});

describe("lineage", () => {
  it("reads are whole paths, through names too", () => {
    const { scope } = start();
    scope.define("who", check("customer.owner.name", scope).typed);
    const { typed } = check('join(" ", who, currency.code) if isCreditNote else notes', scope);
    expect([...readsOf(typed)].sort()).toEqual([
      "currency.code",
      "customer.owner.name",
      "isCreditNote",
      "notes",
      "who",
    ]);
  });

  it("branches are the values of a chain", () => {
    const text = "1 if isCreditNote else 2 if notes else 3";
    expect(branchesOf(check(text, start().scope).typed).map((span) => text.slice(span.start, span.end))).toEqual([
      "1",
      "2",
      "3",
    ]);
  });
});

describe("look-ups", () => {
  function lookup(text: string) {
    const { scope, slot } = start();
    const { report, ...collected } = watch();
    const kinds = (name: string) => {
      const type = typeOf(name, schemas);
      return type.kind === "record"
        ? { shape: type.shape, id: type.shape.identity ?? "guid", filters: new Set<string>() }
        : undefined;
    };
    const registers = (name: string) => {
      const kind = name === "customers" ? kinds("procountor/businessPartner") : undefined;
      return kind === undefined ? undefined : ({ side: "from", id: "guid", shape: kind.shape } as const);
    };
    const typed = checkLookup(parseLookup(located(text), report), {
      text: located(text),
      scope,
      report,
      kinds,
      kindNames: [],
      registers,
    });
    expect(collected.codes()).toEqual([]);
    const asked: Lookup[] = [];
    return (source: Value) => {
      const filled = frame([], (request) => {
        asked.push(request);
        return { found: true };
      });
      filled.slots[slot] = source;
      const value = compileExpression(typed)(filled);
      return { type: showType(typed.type), value, asked: asked.map(({ key: _, ...request }) => request) };
    };
  }

  it("ask for a record by fields", () => {
    const found = lookup("severa/country by .name == receiverAddress.country and .isActive")({
      receiverAddress: { country: "Suomi" },
    });
    expect(found.type).toBe("a record severa/country that may be absent");
    expect(found.asked).toEqual([{ op: "find", kind: "severa/country", where: { name: "Suomi", isActive: true } }]);
  });

  it("find nothing by what is absent, without asking", () => {
    expect(lookup("severa/country by .name == receiverAddress.country")({}).asked).toEqual([]);
    expect(lookup("all severa/country by .name == receiverAddress.country")({}).value).toEqual([]);
    expect(lookup("severa/project by notes")({ notes: null }).value).toBeUndefined();
  });

  it("ask by id, of a text or of a reference", () => {
    expect(lookup("severa/project by notes")({ notes: "p1" }).asked).toEqual([
      { op: "byId", kind: "severa/project", id: "p1" },
    ]);
    expect(lookup("severa/customer by customer")({ customer: { guid: "k1" } }).asked).toEqual([
      { op: "byId", kind: "severa/customer", id: "k1" },
    ]);
  });

  it("ask for all, for a single one, and for what a register has linked", () => {
    expect(lookup("all severa/country by not .isActive")({}).asked).toEqual([
      { op: "all", kind: "severa/country", where: { isActive: false } },
    ]);
    expect(lookup("severa/currency")({}).asked).toEqual([{ op: "find", kind: "severa/currency", where: {} }]);
    expect(lookup("linked with customer in customers")({ customer: { guid: "k1" } }).asked).toEqual([
      { op: "linked", register: "customers", side: "from", id: "k1" },
    ]);
  });
});

describe("what fits where", () => {
  const fits = (from: string, to: string): Assignable => assignable(typeOf(from, schemas), typeOf(to, schemas));

  it("says why it does not", () => {
    expect(fits("int", "decimal")).toEqual({ ok: true });
    expect(fits("decimal", "int")).toEqual({ ok: false, because: { kind: "type" } });
    expect(fits("text?", "text")).toEqual({ ok: false, because: { kind: "absent" } });
    expect(fits("text", "text(80)")).toEqual({ ok: false, because: { kind: "long", has: undefined, limit: 80 } });
    expect(fits("text(28)", "text(80)")).toEqual({ ok: true });
    expect(fits("word EMAIL POST", "enum procountor/invoice.invoiceChannel")).toEqual({
      ok: false,
      because: { kind: "words", words: ["POST"] },
    });
    expect(fits("enum procountor/invoice.type", "enum procountor/invoice.invoiceChannel")).toEqual({
      ok: false,
      because: { kind: "type" },
    });
    expect(fits("severa/customer", "severa/project")).toEqual({ ok: false, because: { kind: "type" } });
  });

  it("a cut text is short enough", () => {
    expect(assignable(cell("cut(customer.name, 28)").typed.type, { kind: "text", maxLength: 28 })).toEqual({
      ok: true,
    });
  });
});
