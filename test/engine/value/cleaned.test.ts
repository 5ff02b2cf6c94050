import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  forAnnotation,
  forAnnotationProperty,
  forJson,
  forLine,
  forLines,
  forMarkdown,
  forMarkdownCell,
  forMarkdownCellCode,
  forMarkdownCode,
  forSentence,
  forTerminal,
  forXml,
} from "../../../engine/value/cleaned.ts";
import { expectAtOnce, overAndOver } from "../../attack.ts";
import { foreignText, harmful, startsOrder } from "../../foreign-text.ts";

const harmlessText = fc.string({
  unit: fc.constantFrom(..."abc XYZ 0189 åäö Ж 請 👩‍👩‍👧 é - , . ( ) / = + é".split(" "), " "),
});

describe("what others wrote, on one line", () => {
  it.each([
    ["an escape sequence", "\u001b[31mred\u001b[0m", "�[31mred�[0m"],
    ["a C1 control", "\u009b2J", "�2J"],
    ["line breaks, so that no line is forged", "a\r\n2026-11-28 error", "a��2026-11-28 error"],
    ["breaks of other kinds", "a\u2028b\u2029c\u0085d\u000be", "a�b�c�d�e"],
    ["marks that turn the direction", "invoice\u202egpj.exe", "invoice�gpj.exe"],
    ["half a surrogate pair", "a\ud800b", "a�b"],
    ["what is no character", "a\ufffeb\uffffc\u{1fffe}", "a�b�c�"],
    ["a tab", "a\tb", "a b"],
    ["an order to GitHub", "::error file=a::b", ": :error file=a::b"],
    ["an order behind blanks", "  ::stop-commands::x", "  : :stop-commands::x"],
    ["an order of the older kind", "x ##[set-env name=PATH]y", "x # #[set-env name=PATH]y"],
    ["an order to other servers", "##vso[task.complete]", "# #vso[task.complete]"],
  ])("%s", (_, text, shown) => {
    expect(forLine(text)).toBe(shown);
  });

  it.each(["std::vector", "a :: b", "## heading", "#[x]", "see ::error", "Mäki & Söner “Ab”", "👩‍👩‍👧 e\u0301"])(
    "%s stays as it is",
    (text) => {
      expect(forLine(text)).toBe(text);
    },
  );

  it("nothing harmful is left, whatever comes, and cleaning twice changes nothing", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const line = forLine(text);
        expect(line).not.toMatch(harmful);
        expect(line).not.toMatch(/[\n\t]/);
        expect(startsOrder(line)).toBe(false);
        expect(forLine(line)).toBe(line);
      }),
    );
  });

  it("harmless texts stay as they are, whatever the way out that escapes nothing", () => {
    fc.assert(
      fc.property(harmlessText, (text) => {
        expect([forLine(text), forLines(text), forTerminal(text), forAnnotation(text)]).toEqual([
          text,
          text,
          text,
          text,
        ]);
      }),
    );
  });
});

describe("what others wrote, on lines of its own", () => {
  it("keeps line breaks and tabs, and each line by itself is harmless", () => {
    for (const end of ["\r", "\v", "\f", "\u0085", "\u2029"]) expect(forLines(`a${end}b`)).toBe("a\nb");
    expect(forLines("Matti\r\n\tMeikäläinen\u2028::error::x")).toBe("Matti\n\tMeikäläinen\n: :error::x");
    fc.assert(
      fc.property(foreignText, (text) => {
        for (const line of forLines(text).split("\n")) {
          expect(line).not.toMatch(harmful);
          expect(startsOrder(line)).toBe(false);
        }
      }),
    );
  });
});

describe("what others wrote, as one sentence", () => {
  it("has a blank for each break with the blanks around it, and is harmless in each of its lines", () => {
    for (const end of ["\n", "\r", "\r\n", " \r\n\n\t"]) expect(forSentence(`a${end}b`)).toBe("a b");
    expect(forSentence("\n a\u2028b \n")).toBe("a\ufffdb");
    expect(forSentence("Sorry\n::error::x")).toBe("Sorry : :error::x");
  });
});

describe("the terminal's last net", () => {
  it("lets colours, line breaks and tabs through and nothing else that a terminal obeys", () => {
    expect(forTerminal("\u001b[1;31merror\u001b[0m:\ta\n")).toBe("\u001b[1;31merror\u001b[0m:\ta\n");
    expect(forTerminal("a\ud800b")).toBe("a\ufffdb");
    expect(forTerminal("\u001b[2J\u001b]52;c;eA==\u0007\r")).toBe("�[2J�]52;c;eA==��");
  });
});

describe("XML", () => {
  it("has entities for its signs, references for breaks and U+FFFD for what it cannot hold", () => {
    expect(forXml(`a<b>&"c"'\r\n\td\u0000\ufffe\ud800`)).toBe("a&lt;b&gt;&amp;&quot;c&quot;&apos;&#13;&#10;&#9;d���");
  });
  it("is well-formed whatever comes", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(forXml(text)).toMatch(/^(?:[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}])*$/u);
        expect(forXml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/);
        expect(forXml(text)).not.toMatch(harmful);
      }),
    );
  });
});

describe("Markdown", () => {
  it.each([
    ["HTML", "<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"],
    ["a comment", "<!-- x", "&lt;!-- x"],
    ["a link and an image", "![x](http://a)", "![x]\\(http://a)"],
    ["a line break", "a\n## b", "a�## b"],
    ["the beginning of code", "a ` b", "a \\` b"],
  ])("%s says nothing but itself", (_, text, shown) => {
    expect(forMarkdown(text)).toBe(shown);
  });
  it("a bar ends no cell", () => {
    expect(forMarkdownCell("a|b\\|c")).toBe("a\\|b\\&#124;c");
    expect(forMarkdown("a|b\\|c")).toBe("a|b\\|c");
  });
  it("keeps a comparison, emphasis, code and what is escaped already", () => {
    for (const text of ["if a < b, *not* `c`", "a `<br>` b", "``a`b``", "\\<b", "\\`"])
      expect(forMarkdown(text)).toBe(text);
  });
  it.each([
    ["a rule", 'a if b else "c"', '`a if b else "c"`'],
    ["backticks, in a fence that is longer", "a `b` ``c``", "``` a `b` ``c`` ```"],
    ["a bar", "a | b", "`a | b`"],
  ])("code: %s", (_, text, shown) => {
    expect(forMarkdownCode(text)).toBe(shown);
  });
  it.each([
    ["a bar", "a | b", "`a \\| b`"],
    ["a bar behind a backslash", "a\\|<b>", "<code>a&#92;&#124;&#60;b&#62;</code>"],
  ])("code in a cell: %s", (_, text, shown) => {
    expect(forMarkdownCellCode(text)).toBe(shown);
  });
  it("a cell stays one cell of one line", () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        for (const cell of [forMarkdownCell(text), forMarkdownCellCode(text)]) {
          expect(cell).not.toMatch(harmful);
          expect(cell).not.toMatch(/[\n\t]/);
          // As GitHub's reader cuts cells: at each bar that no backslash of its own takes.
          expect(cell.replace(/\\[!-/:-@[-`{-~]/g, "")).not.toContain("|");
        }
      }),
    );
  });
});

describe("GitHub annotations", () => {
  it("are one line, and properties end where they end", () => {
    expect(forAnnotation("100%\r\nb: c, d")).toBe("100%25%0D%0Ab: c, d");
    expect(forAnnotationProperty("a:b,c")).toBe("a%3Ab%2Cc");
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(forAnnotation(text)).not.toMatch(/[\r\n]/);
        expect(forAnnotationProperty(text)).not.toMatch(/[\r\n:,]/);
      }),
    );
  });
});

describe("JSON", () => {
  it("says the same in harmless characters", () => {
    fc.assert(
      fc.property(foreignText, foreignText, (key, text) => {
        const json = forJson(JSON.stringify({ [key]: text }, undefined, 2));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [key]: text })));
        expect(json.replaceAll("\n", "")).not.toMatch(harmful);
      }),
    );
  });
});

it("what may not be shown is what Unicode calls a control, a mark of direction or no character, whatever its plane", () => {
  const properties = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2028\u2029]/u;
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const sign = String.fromCodePoint(code);
    const isShown = forLine(`a${sign}b`) === `a${sign}b`;
    const isLetThrough = forTerminal(`a${sign}b`) === `a${sign}b`;
    if (isShown === properties.test(sign) && sign !== "\t") wrong.push(`line ${code.toString(16)}`);
    const terminal = properties.test(sign) && !"\n\t\u2028\u2029".includes(sign);
    if (isLetThrough === terminal) wrong.push(`terminal ${code.toString(16)}`);
  }
  expect(wrong).toEqual([]);
});

describe("a text of 50,000 letters is cleaned at once", () => {
  const backticks = Array.from({ length: 315 }, (_, length) => `${"`".repeat(length + 1)}a`).join("");
  const pieces = [" ", "\t", "#", "##a", ":", "::", "`", "` ", "\\", "\\`", "<", "](", "|", "\n", " \n", "\u001b[1;"];

  it.each([
    ["a line", forLine],
    ["a sentence", forSentence],
    ["lines", forLines],
    ["the terminal", forTerminal],
    ["Markdown", forMarkdown],
    ["a cell of Markdown", forMarkdownCell],
    ["code of Markdown", forMarkdownCode],
    ["JSON", forJson],
  ])("for %s", (_, cleaned) => {
    for (const piece of pieces) expectAtOnce(() => cleaned(`${overAndOver(piece)}::x\u0001`));
    expectAtOnce(() => cleaned(backticks));
  });
});
