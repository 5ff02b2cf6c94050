import { expect, it } from "vitest";
import { junit } from "../../../engine/report/junit.ts";

it("counts by suite and in all, and says what failed and what is said of what passed", () => {
  const passed = { attributes: { name: "fine", classname: "a", time: "0.010" } };
  const failed = { attributes: { name: "bad" }, failure: { type: "error", message: 'a "b"', text: "1 < 2\nand more" } };
  const warned = { attributes: { name: "so so", line: 3, file: undefined }, says: "warning: x & y" };
  expect(
    junit("koppel", [
      { name: "one", cases: [passed, failed] },
      { name: "two", cases: [warned] },
    ]),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="koppel" tests="3" failures="1">
  <testsuite name="one" tests="2" failures="1">
    <testcase name="fine" classname="a" time="0.010"/>
    <testcase name="bad">
      <failure type="error" message="a &quot;b&quot;">1 &lt; 2&#10;and more</failure>
    </testcase>
  </testsuite>
  <testsuite name="two" tests="1" failures="0">
    <testcase name="so so" line="3">
      <system-out>warning: x &amp; y</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
});

it("shows that there was something that XML cannot hold, and keeps breaks", () => {
  const text = "a\u0000b\u001b[31mc\ud800\r\nd";
  const failed = { attributes: { name: text }, failure: { message: text, text } };
  const held = "a\ufffdb\ufffd[31mc\ufffd&#13;&#10;d";
  expect(junit("koppel", [{ name: "one", cases: [failed] }])).toContain(
    `<testcase name="${held}">\n      <failure message="${held}">${held}</failure>`,
  );
});

it("gives no order to a CI server that reads the file line by line", () => {
  const says = { attributes: { name: "a" }, says: "##vso[task.complete] ]]>" };
  const written = junit("koppel", [{ name: "one", cases: [says] }]);
  expect(written).toContain("<system-out>#&#35;vso[task.complete] ]]&gt;</system-out>");
});
