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

  it("names no address that credentials may not go to", async () => {
    const connection = (host: string) =>
      `connections: { severa: { connector: severa, login: client, host: "${host}", credentials: {} } }\n`;
    const load = (host: string) => loadWorkspace(join(folderWith({ "koppel.yaml": connection(host) }), "koppel.yaml"));
    expect((await load("https://api.example.com")).connections.get("severa")?.host).toBe("https://api.example.com");
    await expect(load("http://attacker.example")).rejects.toThrow();
  });

  it("does not show a setting once it is known to be secret", async () => {
    const folder = folderWith({
      "koppel.yaml": `companies: { acme: { timezone: Europe/Helsinki, integrations: { x: { active: true, systems: {}, settings: { gateway: { token: hush-hush-hush }, mail: a@example.com } } } } }\n`,
    });
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"));
    const integration = workspace.companies.get("acme")?.integrations.get("x");
    expect(integration?.secretSetting(["gateway", "token"])?.secret?.reveal()).toBe("hush-hush-hush");
    expect(workspace.source.text).not.toContain("hush");
    expect(workspace.source.text).toContain("a@example.com");
  });
});
