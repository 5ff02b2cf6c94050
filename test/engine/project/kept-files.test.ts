import { mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeptFiles } from "../../../engine/project/kept-files.ts";
import { folderWith, temporaryFolder, write } from "./small-project.ts";

const opened = (texts: Readonly<Record<string, string>> = {}) => {
  const root = folderWith(texts);
  const files = new KeptFiles(root);
  const textAt = (path: string) => files.contentAt(join(root, path))?.source.text;
  const entries = (path = ".") => files.entriesIn(join(root, path)).map(({ name, kind }) => `${kind} ${name}`);
  return { root, files, textAt, entries };
};

describe("kept files", () => {
  it("are looked at once, until somebody says that one has changed", () => {
    const { root, files, textAt } = opened({ "a/b.yaml": "one" });
    expect(textAt("a/b.yaml")).toBe("one");
    write(root, "a/b.yaml", "two");
    expect(textAt("a/b.yaml")).toBe("one");
    files.changed(join(root, "a"));
    expect(textAt("a/b.yaml")).toBe("two");
    rmSync(join(root, "a"), { recursive: true });
    files.changed(join(root, "a/b.yaml"));
    expect([textAt("a/b.yaml"), files.kindAt(join(root, "a"))]).toEqual([undefined, undefined]);
  });

  it("are the same objects while they say the same", () => {
    const { root, files } = opened({ "b.yaml": "one" });
    const path = join(root, "b.yaml");
    const [content, entries] = [files.contentAt(path), files.entriesIn(root)];
    write(root, "b.yaml", "one");
    files.changed(path);
    expect(files.contentAt(path)).toBe(content);
    expect(files.entriesIn(root)).toBe(entries);
    files.overlay(path, "one");
    expect(files.contentAt(path)).toBe(content);
  });

  it("are read again after a change within one tick of the disk's clock", () => {
    const { root, files, textAt } = opened({ "b.yaml": "one" });
    const now = new Date();
    utimesSync(join(root, "b.yaml"), now, now);
    expect(textAt("b.yaml")).toBe("one");
    write(root, "b.yaml", "two");
    utimesSync(join(root, "b.yaml"), now, now);
    files.refresh();
    expect(textAt("b.yaml")).toBe("two");
  });

  it("of some age are not read again when time and size are the same", () => {
    const { root, files, textAt } = opened({ "b.yaml": "one" });
    const then = new Date(Date.now() - 60_000);
    utimesSync(join(root, "b.yaml"), then, then);
    expect(textAt("b.yaml")).toBe("one");
    write(root, "b.yaml", "two");
    utimesSync(join(root, "b.yaml"), then, then);
    files.refresh();
    expect(textAt("b.yaml")).toBe("one");
    files.changed(join(root, "b.yaml"));
    expect(textAt("b.yaml")).toBe("two");
  });

  it("stand in their folders before they are saved, and no more when that is given up", () => {
    const { root, files, textAt, entries } = opened({ "b.yaml": "one" });
    files.overlay(join(root, "b.yaml"), "two");
    files.overlay(join(root, "new/c.yaml"), "three");
    expect([textAt("b.yaml"), textAt("new/c.yaml")]).toEqual(["two", "three"]);
    expect([entries(), entries("new")]).toEqual([["file b.yaml", "folder new"], ["file c.yaml"]]);
    expect(files.kindAt(join(root, "new"))).toBe("folder");
    files.overlay(join(root, "b.yaml"), undefined);
    files.overlay(join(root, "new/c.yaml"), undefined);
    expect([textAt("b.yaml"), entries(), files.kindAt(join(root, "new"))]).toEqual(["one", ["file b.yaml"], undefined]);
  });

  it("come in one order, and tell links from files", () => {
    const { root, entries } = opened({ "b.yaml": "", "B.yaml": "", "a.yaml": "" });
    symlinkSync(join(root, "a.yaml"), join(root, "link.yaml"));
    mkdirSync(join(root, "folder"));
    expect(entries()).toEqual(["file B.yaml", "file a.yaml", "file b.yaml", "folder folder", "link link.yaml"]);
    expect(entries("nowhere")).toEqual([]);
    expect(entries("a.yaml")).toEqual([]);
  });

  it("that are no text of a person say so", () => {
    const { root, files } = opened();
    const found = (bytes: readonly number[]) => {
      write(root, "b.yaml", "");
      files.changed(join(root, "b.yaml"));
      files.overlay(join(root, "b.yaml"), String.fromCharCode(...bytes));
      return files.contentAt(join(root, "b.yaml"))?.kind;
    };
    expect([found([0x61]), found([0x61, 0])]).toEqual(["text", "no text"]);
  });

  it("rise in their revision with every word of a change", () => {
    const files = new KeptFiles(temporaryFolder());
    const seen = [files.revision];
    files.changed("/x");
    seen.push(files.revision);
    files.refresh();
    seen.push(files.revision);
    files.overlay("/x", "");
    seen.push(files.revision);
    expect(new Set(seen).size).toBe(4);
  });
});
