import { describe, expect, it } from "vitest";
import { EvaluationFault } from "../../engine/language/types/fault.ts";
import { messageOf } from "../../engine/report/message-of.ts";
import { toText } from "../../engine/value/decimal.ts";
import { FileValue, Money, type Value } from "../../engine/value/value.ts";
import { cell } from "../engine/language/fixture.ts";
import { type Block, blocksOf } from "./markdown.ts";
import { readSample } from "./sample.ts";

const PAGE = "docs/language.md";
const sample = readSample(PAGE);
const blocks = blocksOf(PAGE).filter(({ language }) => language === "koppel");

interface Example {
  readonly write: string;
  readonly says: string;
  readonly place: string;
  readonly expected: string | undefined;
}

/** An expression may take several lines; the comment at its end says what comes out. */
function examplesOf(block: Block): readonly Example[] {
  const examples: Example[] = [];
  let written: string[] = [];
  for (const [index, line] of block.text.split("\n").entries()) {
    const comment = /(?:^|\s)# (.*)$/.exec(line);
    const text = comment === null ? line : line.slice(0, comment.index);
    if (text.trim() !== "") written.push(text.trimEnd());
    if (comment === null) continue;
    const expected = block.marks.get("for")?.replaceAll("_", " ");
    examples.push({
      write: written.join("\n"),
      says: comment[1] ?? "",
      place: `line ${block.line + index + 1}`,
      expected,
    });
    written = [];
  }
  if (written.length > 0) throw new Error(`${PAGE}:${block.line}: nothing says what comes of ${written.join(" ")}`);
  return examples;
}

const marked = (mark: string) => blocks.filter(({ marks }) => marks.has(mark)).flatMap(examplesOf);

function read({ write, expected }: Example) {
  return cell(write, { schemas: sample.schemas, ...(expected === undefined ? {} : { expected }) });
}

/** As the page writes a value. */
function shown(value: Value): string {
  if (value === undefined) return "absent";
  if (value === null) return "empty";
  if (value instanceof Money) return `${toText(value.amount)} ${value.currency}`;
  if (value instanceof FileValue) return value.name;
  if (Array.isArray(value)) return `[${value.map((item: Value) => shown(item)).join(", ")}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

describe("the examples of the language page", () => {
  it("are all of a kind that is run", () => {
    expect(blocks.filter(({ marks }) => !marks.has("gives") && !marks.has("error") && !marks.has("warning"))).toEqual(
      [],
    );
    expect(marked("gives").length).toBeGreaterThan(40);
  });

  it.each(marked("gives"))("$place: $write", (example) => {
    const { diagnostics, run } = read(example);
    expect(diagnostics.map(messageOf)).toEqual([]);
    let found: string;
    try {
      found = shown(run(sample.values));
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      found = `refused: ${fault.message}`;
    }
    expect(found).toBe(example.says);
  });

  it.each([...marked("error"), ...marked("warning")])("$place: $write", (example) => {
    const { diagnostics } = read(example);
    expect(diagnostics.map(messageOf)).toEqual([example.says]);
  });

  it.each(marked("error"))("$place is an error", (example) => {
    expect(read(example).diagnostics[0]?.severity).toBe("error");
  });
});
