import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { findWorkspace, loadWorkspace, SHIPPED, WorkspaceFault } from "../../../engine/project/workspace.ts";
import { Secret } from "../../../engine/value/secret.ts";

const folders: string[] = [];

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "koppel-workspace-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const connection = (secret: string): string =>
  `connections:\n  severa: { connector: severa, login: client, credentials: { clientId: me, clientSecret: ${secret} } }\n`;

describe("the workspace", () => {
  it("takes secrets from the environment and from files, without the line break at their end [COM-09]", async () => {
    const folder = folderWith({
      "koppel.yaml": connection("{ env: A_SECRET }"),
      "other.yaml": connection("{ file: the.secret }"),
      "the.secret": "from a file\n",
    });
    const first = await loadWorkspace(join(folder, "koppel.yaml"), { environment: { A_SECRET: "from outside" } });
    const second = await loadWorkspace(join(folder, "other.yaml"), { environment: {} });
    const secretOf = (workspace: typeof first): string | undefined =>
      workspace.connections.get("severa")?.credentials.get("clientSecret")?.secret?.reveal();
    expect([secretOf(first), secretOf(second)]).toEqual(["from outside", "from a file"]);
  });

  it("can be printed whole without showing a secret, even one that stands in the file [COM-09]", async () => {
    const folder = folderWith({
      "koppel.yaml": `${connection("very-secret")}mail: { server: "smtp://mail:25", from: a@b.fi, password: 'very-secret' }\n`,
    });
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"));
    expect(workspace.connections.get("severa")?.credentials.get("clientSecret")?.secret?.reveal()).toBe("very-secret");
    expect(workspace.mail?.password?.reveal()).toBe("very-secret");
    expect(inspect(workspace, { depth: 20 }) + JSON.stringify([...workspace.connections.values()])).not.toContain(
      "very-secret",
    );
  });

  it("says of a secret that cannot be read why, and leaves the others usable", async () => {
    const folder = folderWith({ "koppel.yaml": connection("{ file: locked }"), locked: "x" });
    chmodSync(join(folder, "locked"), 0);
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"));
    const credential = workspace.connections.get("severa")?.credentials.get("clientSecret");
    // Whoever is root may read every file.
    if (process.getuid?.() === 0) expect(credential?.secret).toBeInstanceOf(Secret);
    else
      expect(credential).toMatchObject({ secret: undefined, missing: "the file locked may not be read by this user" });
    expect(workspace.connections.get("severa")?.credentials.get("clientId")?.secret?.reveal()).toBe("me");
  });

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

  it("is looked for in the folders above", async () => {
    const folder = folderWith({ "koppel.yaml": "companies: {}\n" });
    expect(await findWorkspace(join(folder, "a", "b"))).toBe(join(folder, "koppel.yaml"));
  });

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
});
