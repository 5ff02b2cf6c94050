import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { GeneratedSource } from "../../../../engine/language/generated/generated-source.ts";
import { parseJson } from "../../../../engine/value/json.ts";
import { HOSTILE } from "./hostile.ts";

describe("generated source", () => {
  it.each(HOSTILE)("the text %j of a rule stands for itself", (text) => {
    const source = new GeneratedSource();
    expect(source.run(source.literal(text))).toBe(text);
  });

  it("captures what has no literal", () => {
    const source = new GeneratedSource();
    const long = parseJson("0.12345678901234567890");
    const name = source.literal(long);
    expect(source.text(name)).not.toContain("1234");
    expect(source.run(name)).toBe(long);
    expect(Object.is(source.run(source.literal(-0)), -0)).toBe(true);
  });

  it("is not made where the process may make no code from text", () => {
    const module = join(import.meta.dirname, "../../../../engine/language/generated/generated-source.ts");
    const program = `import { GeneratedSource } from ${JSON.stringify(pathToFileURL(module).href)};
      console.log(new GeneratedSource().run("1"));`;
    const words = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];
    expect(execFileSync(process.execPath, words, { encoding: "utf8" }).trim()).toBe("undefined");
  });
});
