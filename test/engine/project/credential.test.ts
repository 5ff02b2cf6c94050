import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadWorkspace } from "../../../engine/project/workspace.ts";
import { Secret } from "../../../engine/value/secret.ts";
import { folderWith } from "./small-project.ts";

const connection = (secret: string): string =>
  `connections:\n  severa: { connector: severa, login: client, credentials: { clientId: me, clientSecret: ${secret} } }\n`;

describe("a credential", () => {
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

  const problemOf = async (secret: string, environment: Readonly<Record<string, string>> = {}) => {
    const folder = folderWith({ "koppel.yaml": connection(secret), empty: "\n" });
    const workspace = await loadWorkspace(join(folder, "koppel.yaml"), { environment });
    return workspace.connections.get("severa")?.credentials.get("clientSecret")?.missing;
  };

  it("that is not there says what is, where that is near", async () => {
    expect(await problemOf("{ env: A_SECRET }", { A_SECRETS: "x" })).toBe(
      "the environment variable A_SECRET is not set; A_SECRETS is set",
    );
    expect(await problemOf("{ env: A_SECRET }", { A_SECRET: "" })).toBe("the environment variable A_SECRET is empty");
    expect(await problemOf("{ file: nowhere }")).toBe("the file nowhere is not there");
    expect(await problemOf("{ file: empty }")).toBe("the file empty is empty");
    expect(await problemOf("{ file: . }")).toBe("the file . is a folder");
  });
});
