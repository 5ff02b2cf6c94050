import { didYouMean, Keys, mapOf, scalarOf, spanOfNode } from "../../mapping/context/keys.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { KindSchema } from "../../schema/system-schema.ts";
import type { Report } from "../../source/diagnostic.ts";
import { readYaml } from "../../source/read-yaml.ts";
import type { SourceText, Span } from "../../source/span.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../source/yaml-tree.ts";

/** The tests of one flow, as written; records and expectations are typed by the schemas when a case is run. */
export interface TestFile {
  readonly source: SourceText;
  readonly flow: string;
  /** ISO datetime. */
  readonly now: string;
  readonly settings: YamlMap | undefined;
  readonly fixtures: readonly Fixture[];
  /** What registers have linked, or transfers made, before the flow runs. */
  readonly links: readonly SeededLink[];
  readonly cases: readonly TestCase[];
}

/** A fixture and what a register has linked it with, or a transfer made of it. */
export interface SeededLink {
  readonly register: string;
  readonly source: string;
  readonly target: string;
}

/** A record that look-ups find, under the name the file gives it. */
export interface Fixture {
  readonly name: string;
  /** `severa/customer`. */
  readonly kindName: string;
  readonly side: string;
  readonly kind: KindSchema;
  readonly data: YamlMap;
  readonly nameSpan: Span;
}

export interface TestCase {
  readonly name: string;
  readonly span: Span;
  readonly record: string;
  readonly recordSpan: Span;
  /** Follows: the fixture of the document that was made of the record. */
  readonly document: string | undefined;
  readonly changes: readonly Change[];
  /** What the other side answers to a write or says of a record, by kind. */
  readonly answers: readonly { readonly kindName: string; readonly span: Span; readonly data: YamlMap }[];
  readonly expect: YamlMap | undefined;
  readonly matrix: Matrix | undefined;
}

export interface Change {
  /** A fixture, or `settings`. */
  readonly of: string;
  readonly path: string;
  readonly value: YamlNode;
  readonly span: Span;
}

export interface Matrix {
  readonly vary: readonly { readonly text: string; readonly span: Span }[];
  readonly expect: readonly { readonly text: string; readonly span: Span }[];
  readonly rows: readonly { readonly cells: readonly YamlNode[]; readonly span: Span }[];
}

const CASE_KEYS = ["name", "record", "document", "change", "answers", "expect", "vary", "rows"];

/** Reads a `*.test.yaml`; what is wrong is reported, and cases that cannot be understood are left out. */
export function readTestFile(source: SourceText, integration: TypedIntegration, report: Report): TestFile | undefined {
  const node = readYaml(source, report);
  const map = node === undefined ? undefined : mapOf(node, "the test file", report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, "a test file", ["tests", "about", "now", "settings", "records", "links", "cases"], report);
  const flow = keys.need("tests") && keys.scalar("tests");
  if (flow === undefined) return undefined;
  if (!integration.flows.has(flow.text)) {
    const known = [...integration.flows.keys()];
    return void report(
      "test-flow-unknown",
      flow.span,
      { flow: flow.text, known },
      { hints: didYouMean(flow.text, known) },
    );
  }
  const now = keys.need("now") && keys.scalar("now");
  if (now !== undefined && Number.isNaN(Date.parse(now.text))) {
    report("shape-wrong", now.span, {
      what: '"now"',
      expected: "a time such as 2026-03-02T08:00:00+02:00",
      found: `"${now.text}"`,
    });
    return undefined;
  }
  const fixtures = (keys.mapOf("records")?.entries ?? []).flatMap(({ key, value }) =>
    readFixtures(key.text, key.span, value, integration, report),
  );
  reportTwins(fixtures, report);
  const links = (keys.mapOf("links")?.entries ?? []).flatMap(({ key, value }) =>
    readLinks(key, value, fixtures, integration, report),
  );
  const cases = (keys.list("cases")?.items ?? []).flatMap((item) => readCase(item, fixtures, report) ?? []);
  return {
    source,
    flow: flow.text,
    now: now?.text ?? "2026-01-01T00:00:00Z",
    settings: keys.mapOf("settings"),
    fixtures,
    links,
    cases,
  };
}

/** The kind that `severa/invoice` names: a side of the integration and a kind of its system. */
export function kindOf(
  name: string,
  integration: TypedIntegration,
): { readonly side: string; readonly kind: KindSchema } | undefined {
  const [sideName = "", kindName = ""] = name.split("/");
  const kind = integration.sides.get(sideName)?.schema.kinds.get(kindName);
  return kind === undefined ? undefined : { side: sideName, kind };
}

function readFixtures(
  kindName: string,
  span: Span,
  node: YamlNode,
  integration: TypedIntegration,
  report: Report,
): readonly Fixture[] {
  const found = kindOf(kindName, integration);
  if (found === undefined) {
    const known = [...integration.sides].flatMap(([side, { schema }]) =>
      [...schema.kinds.keys()].map((kind) => `${side}/${kind}`),
    );
    report("test-kind-unknown", span, { kind: kindName }, { hints: didYouMean(kindName, known) });
    return [];
  }
  return (mapOf(node, `the records of ${kindName}`, report)?.entries ?? []).flatMap(({ key, value }) => {
    const data = mapOf(value, `the record ${key.text}`, report);
    return data === undefined ? [] : [{ name: key.text, kindName, ...found, data, nameSpan: key.span }];
  });
}

/** `project-items: { portal: PORTAL }`: each is a record of the register's or transfer's own side. */
function readLinks(
  register: YamlScalar,
  node: YamlNode,
  fixtures: readonly Fixture[],
  integration: TypedIntegration,
  report: Report,
): readonly SeededLink[] {
  const flow = integration.flows.get(register.text);
  if (flow?.kind !== "register" && flow?.kind !== "transfer") {
    const known = [...integration.flows.values()]
      .filter(({ kind }) => kind === "register" || kind === "transfer")
      .map(({ name }) => name);
    const facts = { flow: register.text, known };
    report("test-flow-unknown", register.span, facts, { hints: didYouMean(register.text, known) });
    return [];
  }
  const isOf = (scalar: { readonly text: string; readonly span: Span }, kindName: string): boolean => {
    const known = fixtures.filter((fixture) => fixture.kindName === kindName).map(({ name }) => name);
    if (known.includes(scalar.text)) return true;
    const facts = { name: scalar.text, known };
    report("test-record-unknown", scalar.span, facts, { hints: didYouMean(scalar.text, known) });
    return false;
  };
  return (mapOf(node, `the links of ${register.text}`, report)?.entries ?? []).flatMap(({ key, value }) => {
    const target = scalarOf(value, `the record that ${key.text} is linked with`, report);
    if (target === undefined || !isOf(key, flow.from.name) || !isOf(target, flow.to.name)) return [];
    return [{ register: flow.name, source: key.text, target: target.text }];
  });
}

/** A name stands for one record in changes, so it may be given once. */
function reportTwins(fixtures: readonly Fixture[], report: Report): void {
  const seen = new Map<string, Fixture>();
  for (const fixture of fixtures) {
    const first = seen.get(fixture.name);
    if (first !== undefined)
      report(
        "test-name-twice",
        fixture.nameSpan,
        { name: fixture.name },
        { related: [{ span: first.nameSpan, label: "the first one" }] },
      );
    else seen.set(fixture.name, fixture);
  }
}

function readCase(node: YamlNode, fixtures: readonly Fixture[], report: Report): TestCase | undefined {
  const map = mapOf(node, "a case", report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, "a case", CASE_KEYS, report);
  const name = keys.need("name") && keys.scalar("name");
  const record = keys.need("record") && keys.scalar("record");
  if (name === undefined || record === undefined) return undefined;
  if (!isFixture(record.text, fixtures)) return void reportUnknown(record.text, record.span, fixtures, report);
  const document = keys.scalar("document");
  if (document !== undefined && !isFixture(document.text, fixtures))
    return void reportUnknown(document.text, document.span, fixtures, report);
  const matrix = keys.has("vary") || keys.has("rows") ? readMatrix(keys, fixtures, report) : undefined;
  const answers = (keys.mapOf("answers")?.entries ?? []).flatMap(({ key, value }) => {
    const data = mapOf(value, `the answer of ${key.text}`, report);
    return data === undefined ? [] : [{ kindName: key.text, span: key.span, data }];
  });
  return {
    name: name.text,
    span: spanOfNode(map),
    record: record.text,
    recordSpan: record.span,
    document: document?.text,
    changes: readChanges(keys, fixtures, report),
    answers,
    expect: matrix === undefined ? (keys.need("expect") === undefined ? undefined : keys.mapOf("expect")) : undefined,
    matrix,
  };
}

function readChanges(keys: Keys, fixtures: readonly Fixture[], report: Report): readonly Change[] {
  return (keys.mapOf("change")?.entries ?? []).flatMap(({ key, value }): readonly Change[] => {
    if (key.text !== "settings" && !isFixture(key.text, fixtures)) {
      reportUnknown(key.text, key.span, fixtures, report);
      return [];
    }
    const paths = mapOf(value, `the changes of ${key.text}`, report);
    return (paths?.entries ?? []).map((entry) => ({
      of: key.text,
      path: entry.key.text,
      value: entry.value,
      span: entry.key.span,
    }));
  });
}

function readMatrix(keys: Keys, fixtures: readonly Fixture[], report: Report): Matrix | undefined {
  const vary = textsOf(keys, "vary", report);
  const expect = textsOf(keys, "expect", report);
  for (const { text, span } of vary) {
    const of = text.split(".")[0] ?? "";
    if (of !== "settings" && !isFixture(of, fixtures)) reportUnknown(of, span, fixtures, report);
  }
  const rows = (keys.need("rows") === undefined ? [] : (keys.list("rows")?.items ?? [])).flatMap((item) => {
    const span = spanOfNode(item);
    const cells = item.kind === "list" ? item.items : [item];
    if (cells.length === vary.length + expect.length) return [{ cells, span: item.span }];
    report("test-row-length", span, { found: cells.length, vary: vary.length, expect: expect.length });
    return [];
  });
  return { vary, expect, rows };
}

function textsOf(keys: Keys, key: string, report: Report): readonly { readonly text: string; readonly span: Span }[] {
  if (keys.need(key) === undefined) return [];
  return keys.items(key).flatMap((item) => {
    const scalar = scalarOf(item, `"${key}"`, report);
    return scalar === undefined ? [] : [{ text: scalar.text, span: scalar.span }];
  });
}

function isFixture(name: string, fixtures: readonly Fixture[]): boolean {
  return fixtures.some((fixture) => fixture.name === name);
}

function reportUnknown(name: string, span: Span, fixtures: readonly Fixture[], report: Report): void {
  const known = fixtures.map((fixture) => fixture.name);
  report("test-record-unknown", span, { name, known }, { hints: didYouMean(name, [...known, "settings"]) });
}
