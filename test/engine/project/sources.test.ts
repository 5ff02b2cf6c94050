import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSources } from "../../../engine/project/sources.ts";
import { collector } from "../../../engine/source/collect.ts";
import { LARGEST_FILE } from "../../../engine/source/read-yaml.ts";
import { folderWith } from "./small-project.ts";

describe("sources", () => {
  it("bear the path that people see, and no mark of their byte order", () => {
    const root = folderWith({ "a/b.yaml": "\uFEFFa: 1\n" });
    expect(openSources(root).read(join(root, "a/b.yaml"), () => {})).toEqual({ path: "a/b.yaml", text: "a: 1\n" });
    expect(openSources(root).read(join(root, "a"), () => {})).toBeUndefined();
  });

  it("that are too large or no text are reported, each time they are asked for, and not read", () => {
    const root = folderWith({ "large.yaml": "" });
    truncateSync(join(root, "large.yaml"), LARGEST_FILE + 1);
    writeFileSync(join(root, "utf-16.yaml"), Uint8Array.of(0xff, 0xfe, 0x61, 0));
    writeFileSync(join(root, "latin.yaml"), Uint8Array.of(0x61, 0xe4));
    writeFileSync(join(root, "bytes.yaml"), Uint8Array.of(0x61, 0));
    const sources = openSources(root);
    for (let time = 0; time < 2; time++) {
      const found = collector();
      for (const path of sources.filesIn(root, [".yaml"])) expect(sources.read(path, found.report)).toBeUndefined();
      expect(found.diagnostics.map(({ code, span, facts }) => [span.source.path, code, facts["found"]])).toEqual([
        ["bytes.yaml", "file-not-text", "it has bytes that no text has"],
        ["large.yaml", "file-too-large", undefined],
        ["latin.yaml", "file-not-text", "some of its letters are written otherwise"],
        ["utf-16.yaml", "file-not-text", "it is UTF-16"],
      ]);
    }
  });

  it("of a folder are its files by their endings, links to files among them, hidden ones not", () => {
    const root = folderWith({ "b.yaml": "", "a.yml": "", ".c.yaml": "", "d.csv": "", "e/f.yaml": "" });
    mkdirSync(join(root, "folder.yaml"));
    symlinkSync(join(root, "b.yaml"), join(root, "link.yaml"));
    symlinkSync(join(root, "e"), join(root, "links.yaml"));
    symlinkSync(join(root, "nowhere"), join(root, "lost.yaml"));
    expect(openSources(root).filesIn(root, [".yaml", ".yml"])).toEqual(
      ["a.yml", "b.yaml", "link.yaml"].map((name) => join(root, name)),
    );
  });

  it("are below folders that are not hidden and no packages", () => {
    const root = folderWith({ "b/x": "", "a/x": "", ".git/x": "", "node_modules/x": "", file: "" });
    expect(openSources(root).foldersIn(root)).toEqual([join(root, "a"), join(root, "b")]);
  });
});
