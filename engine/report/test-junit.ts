/** One test case; without `failure` it passed. */
export interface JunitCase {
  readonly group: string;
  readonly name: string;
  readonly seconds?: number;
  readonly failure?: { readonly message: string; readonly text: string };
}

/** The JUnit report format as CI servers read it: one suite for each group, in the order they come. */
export function junit(name: string, cases: readonly JunitCase[]): string {
  const suites = [...Map.groupBy(cases, ({ group }) => group)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(name)}" ${totals(cases)}>`,
    ...suites.flatMap(([group, members]) => [
      `  <testsuite name="${xml(group)}" ${totals(members)}>`,
      ...members.flatMap(caseLines),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n");
}

function totals(cases: readonly JunitCase[]): string {
  return `tests="${cases.length}" failures="${cases.filter(({ failure }) => failure !== undefined).length}"`;
}

function caseLines({ group, name, seconds, failure }: JunitCase): readonly string[] {
  const time = seconds === undefined ? "" : ` time="${seconds.toFixed(3)}"`;
  const head = `    <testcase classname="${xml(group)}" name="${xml(name)}"${time}`;
  if (failure === undefined) return [`${head}/>`];
  return [
    `${head}>`,
    `      <failure message="${xml(failure.message)}">${xml(failure.text)}</failure>`,
    "    </testcase>",
  ];
}

function xml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
  // XML 1.0 has no way to write the other control characters.
  return escaped.replace(/\p{Cc}/gu, (character) => (character === "\n" || character === "\t" ? character : "�"));
}
