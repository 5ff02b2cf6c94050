import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSources } from "../../../engine/project/sources.ts";
import { loadWorkspace, readWorkspace, WorkspaceFault } from "../../../engine/project/workspace.ts";
import { folderWith } from "./small-project.ts";

describe("the workspace", () => {
  it("with errors is refused with all of them", async () => {
    const folder = folderWith({
      "koppel.yaml":
        "stor: x\ncompanies: { acme: { timezone: Mars/Base, integrations: { x: { systems: { a: nowhere } } } } }\n",
    });
    const fault = await loadWorkspace(join(folder, "koppel.yaml")).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(WorkspaceFault);
    expect((fault as WorkspaceFault).diagnostics.map(({ code }) => code)).toEqual([
      "key-unknown",
      "workspace-timezone",
      "workspace-connection-unknown",
    ]);
  });

  it("is shown with its path from where the sources begin", async () => {
    const folder = folderWith({ "koppel.yaml": "stor: x\n" });
    const shown: string[] = [];
    await readWorkspace(join(folder, "koppel.yaml"), (_code, span) => shown.push(span.source.path), {
      sources: openSources(join(folder, "below")),
    });
    expect(shown).toEqual(["../koppel.yaml"]);
  });

  it("that is not there is a fault without diagnostics", async () => {
    const fault = await loadWorkspace(join(folderWith({}), "koppel.yaml")).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(WorkspaceFault);
    expect((fault as WorkspaceFault).diagnostics).toEqual([]);
  });
});
