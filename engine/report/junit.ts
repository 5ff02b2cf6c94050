import { forXml } from "../value/cleaned.ts";

/** One case; without `failure` it passed. Its attributes stand in the order in which they come; one without a value is left out. */
export interface JunitCase {
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly failure?: { readonly type?: string; readonly message: string; readonly text: string };
  /** What a passed case says all the same. */
  readonly says?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/**
 * JUnit XML as CI servers read it. Written here and not by junit-report-builder: that knows no `line` of a case, drops what
 * XML cannot hold where here one sees that something was there, and puts texts into CDATA, where an order to a CI server
 * (`##vso[…]`) cannot be written as a reference.
 */
export function junit(name: string, suites: readonly JunitSuite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributesOf({ name, ...totals(suites.flatMap(({ cases }) => cases)) })}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>\n",
  ].join("\n");
}

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  return [`  <testsuite ${attributesOf({ name, ...totals(cases) })}>`, ...cases.flatMap(caseLines), "  </testsuite>"];
}

function totals(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  return { tests: cases.length, failures: cases.filter(({ failure }) => failure !== undefined).length };
}

function caseLines({ attributes, failure, says }: JunitCase): readonly string[] {
  const inside = [
    ...(failure === undefined
      ? []
      : [
          `      <failure ${attributesOf({ type: failure.type, message: failure.message })}>${forXml(failure.text)}</failure>`,
        ]),
    ...(says === undefined ? [] : [`      <system-out>${forXml(says)}</system-out>`]),
  ];
  const open = `    <testcase ${attributesOf(attributes)}`;
  return inside.length === 0 ? [`${open}/>`] : [`${open}>`, ...inside, "    </testcase>"];
}

function attributesOf(attributes: JunitCase["attributes"]): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}="${forXml(String(value))}"`))
    .join(" ");
}
