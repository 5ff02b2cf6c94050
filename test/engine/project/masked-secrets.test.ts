import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../engine/project/masked-secrets.ts";
import { loadWorkspace, readWorkspace } from "../../../engine/project/workspace.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { collector } from "../../../engine/source/collect.ts";
import { folderWith } from "./small-project.ts";

const connection = (secret: string): string =>
  `connections:\n  severa: { connector: severa, login: client, credentials: { clientId: me, clientSecret: ${secret} } }\n`;

describe("secrets that are written into the workspace", () => {
  it("can be read, but the workspace can be printed whole without showing one [COM-09]", async () => {
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

  const masked = (text: string) => maskSecrets({ path: "koppel.yaml", text });

  it("are hidden in the text, which stays as long as it was, and kept by where they begin", () => {
    const text = `${connection("very-secret")}store: postgres://me:pass@host/db\n`;
    const { source, textAt } = masked(text);
    expect(source.text).toHaveLength(text.length);
    expect(source.text).toBe(
      text.replace("very-secret", "xxxxxxxxxxx").replace(/postgres.*db/, (url) => "x".repeat(url.length)),
    );
    expect(textAt(text.indexOf("very-secret"))).toBe("very-secret");
    expect(textAt(text.indexOf("severa"))).toBeUndefined();
  });

  it("are hidden by the sound of their names where the file is no YAML", () => {
    expect(masked("connections: [\n  password: hush, user: me\n").source.text).toBe(
      "connections: [\n  password: xxxx, user: me\n",
    );
  });

  it.each([
    ["on the lines below", "a:\n  clientSecret:\n    very-secret\n    x: [\n  b: 1\n"],
    ["in a block", "a:\n  clientSecret: | # it\n    other-line\n    very-secret\n   broken\n  b: 1\n"],
    ["in quotes, with signs of a list", 'a: { password: "x, } very-secret", b: 1\n'],
    ["with a comma or a brace in it", "a: [\n  password: x,}very-secret\n  b: 1\n"],
  ])("are hidden where the file is no YAML, %s", (_, text) => {
    const { source } = masked(text);
    expect(source.text).not.toContain("very-secret");
    expect(source.text).toContain("b: 1");
    expect(source.text).toHaveLength(text.length);
  });

  it.each([
    ["beside the credentials", connection("hush").replace("credentials: { clientId: me,", "").replace("} }", "}")],
    ["below a key that there is not", connection("very-secret").replace("connections", "conections")],
    ["in the place of a text", connection("[ very-secret ]")],
    [
      "in a setting of an integration that there is not",
      "companies: { a: { integrations: { nosuch: { settings: { apiToken: very-secret } } } } }\n",
    ],
  ])("are hidden in the lines that faults show, %s", async (_, text) => {
    const folder = folderWith({ "koppel.yaml": text.replace("hush", "very-secret") });
    const collected = collector();
    await readWorkspace(join(folder, "koppel.yaml"), collected.report);
    const { diagnostics } = collected;
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(renderPretty(diagnostics, { colour: false, width: 120 })).not.toContain("very-secret");
  });

  it("a setting keeps its value though its line is hidden", async () => {
    const settings = "settings: { costKey: K-100 }";
    const text = `companies: { a: { timezone: UTC, integrations: { b: { systems: {}, ${settings} } } } }\n`;
    const folder = folderWith({ "koppel.yaml": text });
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"));
    expect(workspace.companies.get("a")?.integrations.get("b")?.settings).toEqual({ costKey: "K-100" });
  });

  it("are not what names, ids and addresses without a password are", () => {
    const text = "connections:\n  a: { host: https://a.fi, credentials: { clientId: me, userName: us } }\n";
    expect(masked(text).source.text).toBe(text);
  });
});
