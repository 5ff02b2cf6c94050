import { lchownSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findWorkspace } from "../../../engine/project/find-workspace.ts";
import { folderWith } from "./small-project.ts";

const user = process.getuid?.();
const ANOTHER = 65_534;

/** A folder with a workspace, and one two floors below it where the search begins. */
function nested(): { readonly above: string; readonly path: string; readonly folder: string } {
  const above = folderWith({ "koppel.yaml": "companies: {}\n" });
  const folder = join(above, "a", "b");
  mkdirSync(folder, { recursive: true });
  return { above, path: join(above, "koppel.yaml"), folder };
}

describe("a workspace that is not named", () => {
  it("is looked for in the folders above", () => {
    const { path, folder } = nested();
    expect(findWorkspace({ folder, home: undefined, user })).toEqual({ path, doubt: undefined });
  });

  it("may stand in the root of the repository and in the home folder, and is doubtful above them", () => {
    const { above, path, folder } = nested();
    expect(findWorkspace({ folder, home: above, user })).toEqual({ path, doubt: undefined });
    expect(findWorkspace({ folder, home: join(above, "a"), user })).toEqual({ path, doubt: "home" });
    mkdirSync(join(above, ".git"));
    expect(findWorkspace({ folder, home: undefined, user })).toEqual({ path, doubt: undefined });
    mkdirSync(join(above, "a", ".git"));
    expect(findWorkspace({ folder, home: undefined, user })).toEqual({ path, doubt: "repository" });
  });

  it("is doubtful when it belongs to somebody else, and so is a link to such a file", () => {
    const { path, folder } = nested();
    expect(findWorkspace({ folder, home: undefined, user: ANOTHER })).toEqual({ path, doubt: "owner" });
    symlinkSync(path, join(folder, "koppel.yaml"));
    expect(findWorkspace({ folder, home: undefined, user })?.doubt).toBeUndefined();
    expect(findWorkspace({ folder, home: undefined, user: ANOTHER })?.doubt).toBe("owner");
  });

  it.skipIf(user !== 0)("is doubtful when only the link to it is somebody else's (run as root)", () => {
    const { path, folder } = nested();
    symlinkSync(path, join(folder, "koppel.yaml"));
    lchownSync(join(folder, "koppel.yaml"), ANOTHER, ANOTHER);
    expect(findWorkspace({ folder, home: undefined, user })?.doubt).toBe("owner");
  });
});
