import { describe, expect, test } from "vitest";
import { displayWidth } from "../../../engine/report/display-width.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { diagnosticsOf, names, testGolden } from "./golden-diagnostics.ts";

testGolden("expected.pretty.txt", (diagnostics) => renderPretty(diagnostics, { colour: false, width: 80 }));

describe("carets", () => {
  test("stand under exactly the characters, whatever stands before them", () => {
    for (const name of names) {
      for (const diagnostic of diagnosticsOf(name)) {
        const wanted = diagnostic.span.source.text.slice(diagnostic.span.start, diagnostic.span.end);
        if (wanted === "" || /[\r\n\t]/.test(wanted) || wanted.length > 70) continue;
        const lines = renderPretty([diagnostic], { colour: false, width: 80 }).split("\n");
        const carets = lines.findIndex((line) => /^ *\| *\^+$/.test(line));
        const under = lines[carets] as string;
        const above = lines[carets - 1] as string;
        const at = above.indexOf(wanted);
        expect(at, above).toBeGreaterThan(0);
        expect(displayWidth(above.slice(0, at)), above).toBe(under.indexOf("^"));
        expect(displayWidth(wanted)).toBe(under.length - under.indexOf("^"));
      }
    }
  });
  test("lines are cut to the terminal's width", () => {
    for (const width of [60, 80, 100]) {
      for (const line of renderPretty(diagnosticsOf("long-line"), { colour: false, width }).split("\n"))
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
  test("colours change nothing but colours", () => {
    const plain = renderPretty(diagnosticsOf("many-lines"), { colour: false, width: 80 });
    const coloured = renderPretty(diagnosticsOf("many-lines"), { colour: true, width: 80 });
    expect(coloured).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    expect(coloured.replaceAll(/\u001b\[[\d;]*m/g, "")).toBe(plain);
  });
});
