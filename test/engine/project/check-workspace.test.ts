import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkWorkspace } from "../../../engine/project/check-workspace.ts";
import { openLibrary } from "../../../engine/project/library.ts";
import { Project } from "../../../engine/project/project.ts";
import { readWorkspace } from "../../../engine/project/workspace.ts";
import { hintsOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import { smallProject, write } from "./small-project.ts";

const web = "web: { connector: shop, login: client, credentials: { clientId: me, clientSecret: { env: SECRET } } }";
const books = "ledger: { connector: books, login: api key, credentials: { apiKey: { env: SECRET } } }";
/** How one logs in to a system that asks for these credentials. */
const login = (name: string, ask: string): string =>
  `login:\n  ${name}: { title: Client, type: client credentials, token: "{host}/token", value: token, ask: { ${ask} } }\n`;
const logins = {
  shop: login("client", "clientId: { title: Client id }, clientSecret: { title: Secret, secret: true }"),
  books: login("api key", "apiKey: { title: Key, secret: true }"),
};

const settings = "{ invoices: { transfer: s1, done: s2, account: 7 }, notices: { addresses: [a@example.fi] } }";

/** What is said of a workspace with these connections and this integration, whose systems can be read. */
async function saidOf(connections: readonly string[], integration: string) {
  const root = smallProject();
  const text = `mappings: mappings\nschemas: schemas\nconnections:\n${connections.map((one) => `  ${one}\n`).join("")}companies:\n  acme: { timezone: Europe/Helsinki, integrations: { ${integration} } }\n`;
  write(root, "koppel.yaml", text);
  for (const [system, lines] of Object.entries(logins))
    appendFileSync(join(root, "schemas", system, "connector.yaml"), `\n${lines}`);
  const project = new Project(root);
  const found = collector();
  const { sources } = project;
  const workspace = await readWorkspace(join(root, "koppel.yaml"), found.report, {
    sources,
    environment: { SECRET: "s" },
  });
  if (workspace === undefined) throw new Error("no workspace");
  checkWorkspace(
    workspace,
    openLibrary(workspace, () => {}, project),
    found.report,
  );
  return found.diagnostics.map((fault) => {
    const { code, severity, facts } = fault;
    return { code, severity, facts, hints: hintsOf(fault) };
  });
}

const shopBooks = (systems: string, more = "active: true, ") =>
  `shop-books: { ${more}systems: ${systems}, settings: ${settings} }`;
const both = shopBooks("{ shop: web, books: ledger }");

describe("what the workspace says against what connectors and integrations ask for", () => {
  it("is right when it fits", async () => {
    expect((await saidOf([web, books], both)).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is wrong about a connector, a log-in or a credential that is not there", async () => {
    const said = await saidOf(
      [
        web.replace("connector: shop", "connector: shopp"),
        books.replace("api key", "api-key"),
        books.replace("ledger", "third").replace("apiKey", "apiKye"),
      ],
      both,
    );
    const codes = said.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        "workspace-connector-unknown",
        "workspace-login-unknown",
        "workspace-credential-missing",
        "workspace-credential-unknown",
      ]),
    );
    expect(said.find(({ code }) => code === "workspace-connector-unknown")).toMatchObject({
      facts: { name: "shopp", known: ["books", "procountor", "severa", "shop"] },
      hints: ['did you mean "shop"?'],
    });
  });

  it("is warned of a secret that stands in it, or that cannot be read", async () => {
    const said = await saidOf(
      [web.replace("{ env: SECRET }", "hush"), books.replace("env: SECRET", "env: NO_SECRET")],
      both,
    );
    expect(said.filter(({ severity }) => severity === "warning").map(({ code }) => code)).toEqual(
      expect.arrayContaining(["workspace-secret-in-plain", "workspace-secret-missing"]),
    );
  });

  it("is wrong about sides that the integration has otherwise", async () => {
    const codes = async (systems: string) => (await saidOf([web, books], shopBooks(systems))).map(({ code }) => code);
    expect(await codes("{ shop: web }")).toContain("workspace-side-missing");
    expect(await codes("{ shop: web, books: ledger, third: web }")).toContain("workspace-side-unknown");
    expect(await codes("{ shop: web, books: web }")).toContain("workspace-side-connector");
  });

  it("may lack settings while the integration is switched off", async () => {
    const severities = async (active: boolean) =>
      (await saidOf([web, books], `shop-books: { active: ${active}, systems: { shop: web, books: ledger } }`))
        .filter(({ code }) => code === "workspace-setting")
        .map(({ severity }) => severity);
    expect(new Set(await severities(true))).toEqual(new Set(["error"]));
    expect(new Set(await severities(false))).toEqual(new Set(["warning"]));
  });

  it("tells each of several things that a part lacks, though all of them would stand in the same place", async () => {
    const said = await saidOf([web, books], "shop-books: { systems: {} }");
    expect(said.filter(({ code }) => code === "workspace-side-missing").map(({ facts }) => facts)).toMatchObject([
      { side: "shop" },
      { side: "books" },
    ]);
    const missing = said.filter(({ code }) => code === "workspace-setting").map(({ facts }) => facts);
    expect(missing.length).toBeGreaterThan(1);
  });

  it("is wrong about an integration that there is not", async () => {
    expect(await saidOf([web, books], "shop-bocks: { active: true, systems: {} }")).toMatchObject([
      { code: "workspace-integration-unknown", hints: ['did you mean "shop-books"?'] },
    ]);
  });
});
