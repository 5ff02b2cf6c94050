import { Readable } from "node:stream";
import fc from "fast-check";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { checkJunit } from "../../../engine/report/check-junit.ts";
import { coverageText } from "../../../engine/report/coverage-text.ts";
import { explanationText } from "../../../engine/report/explanation-text.ts";
import { markdown } from "../../../engine/report/field-tables.ts";
import { findingsText } from "../../../engine/report/findings-text.ts";
import { renderGithub } from "../../../engine/report/github.ts";
import { renderJson } from "../../../engine/report/json.ts";
import { logText, unsolvedText } from "../../../engine/report/log-text.ts";
import { planText } from "../../../engine/report/plan-text.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { runText } from "../../../engine/report/run-text.ts";
import { renderSarif } from "../../../engine/report/sarif.ts";
import { shownValue } from "../../../engine/report/shown-value.ts";
import { testJunit } from "../../../engine/report/test-junit.ts";
import { testsText } from "../../../engine/report/tests-text.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";
import { foreignText, harmful, startsOrder } from "../../foreign-text.ts";
import { hintSaid, problemSaid } from "./said-as-given.ts";

const colours = picocolors.createColors(false);
const screen = { colours, width: 80 };
const UTC = () => "UTC";

/** A text of others in every place that a record, a vendor or a file can fill. */
function everywhere(text: string) {
  const line = text.replace(/[\r\n]/g, " ");
  const span = { source: { path: text, text: line }, start: 0, end: line.length };
  const diagnostic: Diagnostic = {
    code: "yaml-syntax",
    severity: "error",
    span,
    hints: [hintSaid(text)],
    related: [{ span, label: text }],
    facts: { ...problemSaid(text) },
  };
  const said = { code: text, text, advice: text, span, facts: {} };
  const entry = { scope: text, flow: text, source: text, label: text, message: text, advice: text, code: text, at: 0 };
  const field = { path: text, value: text, sources: [{ path: text, value: { [text]: text } }], span };
  const finding = { level: "error", code: text, text, advice: text } as const;
  const kind = { side: text, kind: text };
  const result = { file: text, flow: text, name: text, span, ms: 1 };
  const miss = { span, what: text, expected: text, found: text, madeBy: span };
  return { span, diagnostic, said, entry, field, finding, kind, result, miss };
}

/** The renderers for people, each with a text of others wherever one can come. */
const forPeople: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  pretty: (text) => renderPretty([everywhere(text).diagnostic], { colour: false, width: 80 }),
  log: (text) => {
    const { entry } = everywhere(text);
    return logText([{ ...entry, id: 1, level: "error", target: undefined } as never], UTC, screen);
  },
  "log of what merely happened": (text) => {
    const { entry } = everywhere(text);
    return logText([{ ...entry, id: 1, level: "info", advice: undefined } as never], UTC, screen);
  },
  unsolved: (text) => unsolvedText([everywhere(text).entry as never], UTC, screen),
  findings: (text) => findingsText([everywhere(text).finding], colours).join("\n"),
  explanation: (text) => {
    const { kind, said, field, finding } = everywhere(text);
    const about = { from: kind, to: kind, id: text, picked: false, action: text, problem: text };
    const one = { item: text, at: 0, timezone: "UTC", target: text, values: "sent", unexplained: [field] };
    const all = { ...about, carried: [one], said: [said], fields: [field], findings: [finding] };
    return explanationText(text, all as never, screen);
  },
  plan: async (text) => {
    const { said, field, finding } = everywhere(text);
    const names = { flow: text, record: "1", label: text, to: text, target: text };
    const change = { body: { [text]: text }, before: { [text]: text }, lineage: [field], said: [said] };
    const plan = {
      scope: text,
      findings: [finding],
      flows: () => [{ flow: text, problem: text }],
      leftOut: () => [{ flow: text, text }],
      totals: () => [{ flow: text, currency: text, rate: text, amount: "1.00", documents: 1 }],
      actions: Readable.from([
        { ...names, ...change, action: "update" },
        { ...names, ...change, action: "create" },
      ]),
    };
    return (await Readable.from(planText(plan as never, colours, { fields: true, all: true })).toArray()).join("");
  },
  run: (text) =>
    [
      { kind: "held", scope: text, by: text },
      { kind: "not-active", scope: text, findings: [everywhere(text).finding] },
      {
        kind: "done",
        scope: text,
        flows: [{ flow: text, counts: {}, problem: text }],
        leftOut: [{ flow: text, text }],
      },
    ]
      .map((report) => runText(report as never, { colours, width: 120 }))
      .join("\n"),
  tests: (text) => {
    const { diagnostic, result, miss } = everywhere(text);
    const run = { results: [{ ...result, misses: [miss] }], coverage: [], diagnostics: [diagnostic] };
    return testsText(run as never, { seconds: 1, coverage: false }, colours);
  },
  coverage: (text) => {
    const part = { all: 2, covered: 1, missing: [{ field: text, branch: text, place: text }] };
    return coverageText([{ flow: text, fields: part, branches: part } as never], colours).join("\n");
  },
  value: (text) => [text, [text], { [text]: text }].map((value) => shownValue(value)).join("\n"),
};

describe("what others wrote does no harm", () => {
  it.each(Object.entries(forPeople))("in the text: %s", async (_, render) => {
    const lineCount = (await render("plain")).split("\n").length;
    await fc.assert(
      fc.asyncProperty(foreignText, async (text) => {
        const lines = (await render(text)).split("\n");
        for (const line of lines) {
          expect(line).not.toMatch(harmful);
          expect(startsOrder(line)).toBe(false);
        }
        // A plain word fits on its line; nothing but the wrapping of a long text makes more of them.
        if (text.length < 8 && /\S/.test(text)) expect(lines.length).toBeLessThanOrEqual(lineCount + 2);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["check", (text: string) => checkJunit([everywhere(text).diagnostic], [text])],
    [
      "test",
      (text: string) => {
        const { result, miss } = everywhere(text);
        return testJunit([{ ...result, misses: [miss, miss] }] as never);
      },
    ],
  ])("in the JUnit report of %s, which is well-formed", (_, render) => {
    const shape = (xml: string) => xml.replace(/"[^"<]*"|>[^<]+</g, (part) => (part.startsWith(">") ? "><" : '""'));
    const plain = shape(render("plain"));
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(render(text)).not.toMatch(harmful);
        expect(shape(render(text))).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });

  it("in annotations of GitHub, of which one fault makes one", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(renderGithub([everywhere(text).diagnostic])).toMatch(/^::error [^\r\n]*::[^\r\n]*\n$/);
      }),
    );
  });

  it("in JSON and SARIF, which say it as it is", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { diagnostic } = everywhere(text);
        for (const json of [renderJson([diagnostic]), renderSarif([diagnostic])]) expect(json).not.toMatch(harmful);
        const [read] = JSON.parse(renderJson([diagnostic])) as { message: string }[];
        expect(read?.message).toBe(text);
      }),
    );
  });

  it("in the tables of fields, which keep their form", () => {
    const documentOf = (text: string) => ({
      integration: text,
      flow: text,
      title: text,
      about: text,
      kind: "transfer",
      from: text,
      to: text,
      pick: text,
      refuses: [{ when: text, message: text, place: text }],
      tables: [
        {
          target: text,
          each: text,
          rows: [{ target: text, source: text, limit: 1, continuous: true, remark: text, place: text }],
        },
      ],
      place: text,
    });
    fc.assert(
      fc.property(foreignText, (text) => {
        const lines = markdown([documentOf(text)]).split("\n");
        for (const line of lines) expect(line).not.toMatch(harmful);
        const row = lines[lines.findIndex((line) => line.startsWith("| ---")) + 1] ?? "";
        expect(row.replace(/\\[!-/:-@[-`{-~]/g, "").split("|")).toHaveLength(8);
        for (const part of lines.flatMap((line) => (line.startsWith("|") ? line.split(" | ") : [line]))) {
          const outsideCode = part.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
          expect(outsideCode).not.toMatch(/<(?:script|\/failure)|`/);
        }
      }),
    );
  });
});
