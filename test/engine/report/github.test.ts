import { expect, test } from "vitest";
import { renderGithub } from "../../../engine/report/github.ts";
import { diagnosticsOf, names, testGolden } from "./golden-diagnostics.ts";

testGolden("expected.github.txt", renderGithub);

test("every GitHub command is one line", () => {
  for (const name of names) {
    const lines = renderGithub(diagnosticsOf(name)).split("\n").slice(0, -1);
    expect(lines).toHaveLength(diagnosticsOf(name).length);
    for (const line of lines)
      expect(line).toMatch(
        /^::(?:error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,(?:col=\d+,endColumn=\d+,)?title=[\w-]+::.+$/,
      );
  }
});
