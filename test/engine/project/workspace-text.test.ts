import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadWorkspace, SHIPPED } from "../../../engine/project/workspace.ts";
import { folderWith } from "./small-project.ts";

describe("the text of the workspace", () => {
  it("keeps every digit of a setting", async () => {
    const folder = folderWith({
      "koppel.yaml": `companies: { acme: { timezone: Europe/Helsinki, integrations: { x: { active: true, systems: {}, settings: { a: 0.10000000000000000001, b: "007", c: [1, true, null] } } } } }\n`,
    });
    const settings = (await loadWorkspace(join(folder, "koppel.yaml"))).companies.get("acme")?.integrations.get("x")
      ?.settings as Record<string, unknown>;
    expect(String(settings["a"])).toBe("0.10000000000000000001");
    expect([settings["b"], settings["c"]]).toEqual(["007", [1, true, null]]);
  });

  it("takes paths from the folder of its file, and the shipped mappings where it names none", async () => {
    const folder = folderWith({ "koppel.yaml": "store: data/here.sqlite\nmappings: ours\n" });
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"));
    expect(workspace).toMatchObject({
      store: join(folder, "data/here.sqlite"),
      mappings: join(folder, "ours"),
      schemas: join(SHIPPED, "schemas"),
    });
  });
});
