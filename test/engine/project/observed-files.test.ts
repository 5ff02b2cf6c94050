import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeptFiles } from "../../../engine/project/kept-files.ts";
import { ObservedFiles } from "../../../engine/project/observed-files.ts";
import { folderWith, write } from "./small-project.ts";

/** Files of which some were asked for; `sameAfter`: whether the answers still are the same when a file has this text. */
function observed(ask: (files: ObservedFiles, root: string) => void) {
  const root = folderWith({ "a/one.yaml": "1", "a/two.yaml": "2", "b/three.yaml": "3" });
  const kept = new KeptFiles(root);
  const files = new ObservedFiles(kept);
  ask(files, root);
  const sameAfter = (path: string, text: string): boolean => {
    write(root, path, text);
    kept.changed(join(root, path));
    return files.areTheSame;
  };
  return { files, kept, root, sameAfter };
}

describe("what was asked of files", () => {
  it("is the same until the text of one of them is another", () => {
    const { files, sameAfter } = observed((files, root) => files.contentAt(join(root, "a/one.yaml")));
    expect(files.areTheSame).toBe(true);
    expect(sameAfter("a/two.yaml", "another")).toBe(true);
    expect(sameAfter("a/one.yaml", "1")).toBe(true);
    expect(sameAfter("a/one.yaml", "another")).toBe(false);
  });

  it("is another when a folder that was listed has one more, and not when one of its files has another text", () => {
    const { sameAfter } = observed((files, root) => files.entriesIn(join(root, "a")));
    expect(sameAfter("a/one.yaml", "another")).toBe(true);
    expect(sameAfter("b/four.yaml", "4")).toBe(true);
    expect(sameAfter("a/four.yaml", "4")).toBe(false);
  });

  it("is another when something stands where nothing was", () => {
    const { sameAfter } = observed((files, root) => {
      expect(files.kindAt(join(root, "c/new.yaml"))).toBeUndefined();
      expect(files.contentAt(join(root, "c/new.yaml"))).toBeUndefined();
    });
    expect(sameAfter("c/other.yaml", "")).toBe(true);
    expect(sameAfter("c/new.yaml", "")).toBe(false);
  });

  it("is another while an editor has a text that is not saved", () => {
    const { files, kept, root } = observed((files, root) => files.contentAt(join(root, "a/one.yaml")));
    kept.overlay(join(root, "a/one.yaml"), "unsaved");
    expect(files.areTheSame).toBe(false);
  });

  it("is nothing as long as nobody asked", () => {
    expect(observed(() => {}).sameAfter("a/one.yaml", "another")).toBe(true);
  });
});
