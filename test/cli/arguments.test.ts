import { describe, expect, it } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import { type Command, format } from "../../cli/command.ts";
import { EXIT } from "../../cli/exit-code.ts";
import { Failure } from "../../cli/failure.ts";

const command: Command = {
  name: "carry",
  summary: "",
  usage: "FROM [TO] [options]",
  text: "",
  positionals: { least: 1, most: 2, names: ["FROM", "TO"] },
  options: {
    flow: { value: "NAME", text: "", many: true },
    limit: { value: "N", text: "", short: "n", default: "100", whole: { least: 1, most: 1000 } },
    all: { text: "" },
    ...format("json"),
  },
  examples: [],
  exits: [EXIT.fine],
  run: async () => EXIT.fine,
};

const given = (...words: readonly string[]) => readArguments(command, words);

/** What a wrong call is told: the message and the first advice. */
function refusal(...words: readonly string[]): readonly string[] {
  try {
    given(...words);
  } catch (fault) {
    expect(fault).toBeInstanceOf(Failure);
    const { message, advice, exitCode } = fault as Failure;
    expect([exitCode, advice.at(-1)]).toEqual([EXIT.usage, 'See "koppel carry --help".']);
    return [message, ...advice.slice(0, -1)];
  }
  throw new Error("it was taken");
}

describe("arguments", () => {
  it("are positionals, switches, and values in either form, wherever they stand", () => {
    const found = given("--flow", "a", "here", "--all", "--flow=b", "-n", "5", "there");
    expect([found.positionals, found.flag("all"), found.texts("flow"), found.whole("limit")]).toEqual([
      ["here", "there"],
      true,
      ["a", "b"],
      5,
    ]);
  });

  it("that are left out have their default, or nothing", () => {
    const found = given("here");
    expect([found.whole("limit"), found.text("format"), found.text("flow"), found.texts("flow")]).toEqual([
      100,
      "pretty",
      undefined,
      [],
    ]);
    expect([found.flag("format"), found.flag("all")]).toEqual([false, false]);
  });

  it("that nobody knows name the nearest", () => {
    expect(refusal("here", "--flwo", "a")).toEqual(["koppel carry has no option --flwo", "Did you mean --flow?"]);
    expect(refusal("here", "-f", "jsno")).toEqual([
      '-f cannot be "jsno"; it is one of pretty, json',
      "Did you mean json?",
    ]);
  });

  it("are refused when a value lacks, is too much, or is no number within bounds", () => {
    expect(refusal("here", "--flow")).toEqual(["--flow needs a value: --flow NAME"]);
    expect(refusal("here", "--all=yes")).toEqual(['--all takes no value, but has "yes"']);
    expect(refusal("here", "-n", "0")).toEqual(['-n is a whole number from 1 to 1000, not "0"']);
    expect(refusal("here", "-n", "1.5")).toEqual(['-n is a whole number from 1 to 1000, not "1.5"']);
    expect(refusal("here", "-n", "5", "-n", "6")).toEqual(["--limit stands 2 times; it can be given once"]);
  });

  it("are as many as the verb takes, unless its help is asked for", () => {
    expect(refusal()[0]).toBe("koppel carry needs FROM");
    expect(refusal("a", "b", "c")[0]).toBe('koppel carry does not know what to do with "c"');
    expect(given("--help").flag("help")).toBe(true);
  });
});
