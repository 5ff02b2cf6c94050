import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../engine/project/masked-secrets.ts";
import { loadWorkspace } from "../../../engine/project/workspace.ts";
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

  it("are not what names, ids and addresses without a password are", () => {
    const text = "connections:\n  a: { host: https://a.fi, credentials: { clientId: me, userName: us } }\n";
    expect(masked(text).source.text).toBe(text);
  });
});
