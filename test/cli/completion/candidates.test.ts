import { describe, expect, it } from "vitest";
import { candidates, type NamesOf } from "../../../cli/completion/candidates.ts";
import { verbs } from "../../../cli/verbs.ts";

const names: NamesOf = async (known, { workspace }) => [{ word: `${known} of ${workspace ?? "here"}`, text: "" }];
const wordsOf = async (...words: readonly string[]) => (await candidates(words, verbs, names)).map(({ word }) => word);

describe("what a line may go on with", () => {
  it("is a verb at first, also after help, with what it does", async () => {
    expect(await candidates(["che"], verbs, names)).toEqual([
      { word: "check", text: "finds everything that can be known to be wrong before anything runs" },
    ]);
    expect(await wordsOf("")).toEqual(verbs.map(({ name }) => name));
    expect(await wordsOf("help", "sand")).toEqual(["sandbox"]);
    expect(await wordsOf("--")).toEqual(["--help", "--version"]);
  });

  it("is an option of the verb that does not stand there yet, in either spelling", async () => {
    expect(await wordsOf("check", "--")).toEqual(["--format", "--strict", "--unread", "--workspace", "--help"]);
    expect(await wordsOf("check", "-f", "json", "--strict", "--")).toEqual(["--unread", "--workspace", "--help"]);
    expect(await wordsOf("run", "--flow", "customers", "--fl")).toEqual(["--flow"]);
  });

  it("is one of the words of an option that has fixed ones", async () => {
    expect(await wordsOf("check", "--format", "")).toEqual(["pretty", "json", "github", "sarif", "junit"]);
    expect(await wordsOf("log", "--level", "wa")).toEqual(["warning"]);
    expect(await wordsOf("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(await wordsOf("store", "ba")).toEqual(["backup"]);
    expect(await wordsOf("store", "backup", "")).toEqual([]);
  });

  it("is a name of the workspace that is meant", async () => {
    expect(await wordsOf("run", "--company", "")).toEqual(["companies of here"]);
    expect(await wordsOf("run", "-w", "shop", "-i", "")).toEqual(["integrations of shop"]);
    expect(await wordsOf("setup", "")).toEqual(["companies of here"]);
    expect(await wordsOf("setup", "acme", "")).toEqual(["integrations of here"]);
    expect(await wordsOf("setup", "acme", "customers", "")).toEqual([]);
    expect(await wordsOf("explain", "-f", "json", "")).toEqual(["flows of here"]);
    expect(await wordsOf("kinds", "kin")).toEqual(["kinds of here"]);
  });

  it("is nothing of ours where a path, a number or a record is meant, or where there is no such verb", async () => {
    expect(await wordsOf("check", "map")).toEqual([]);
    expect(await wordsOf("run", "--workspace", "")).toEqual([]);
    expect(await wordsOf("sandbox", "--port", "")).toEqual([]);
    expect(await wordsOf("explain", "customers", "")).toEqual([]);
    expect(await wordsOf("chek", "")).toEqual([]);
  });
});
