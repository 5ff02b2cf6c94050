import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../engine/http/clock.ts";
import { openLibrary } from "../../../engine/project/library.ts";
import { loadWorkspace } from "../../../engine/project/workspace.ts";
import { JobFault } from "../../../engine/service/job-fault.ts";
import { openSystems } from "../../../engine/service/open-systems.ts";
import { temporaryFolder, temporaryStore } from "../store/sqlite/temporary-store.ts";

const connections = `connections:
  hours: { connector: severa, login: client, credentials: { clientId: me, clientSecret: { env: HOURS_SECRET } } }
  books: { connector: procountor, login: api key, credentials: { clientId: me, clientSecret: { env: BOOKS_SECRET }, apiKey: { env: BOOKS_SECRET } } }
`;
const company = (key: string, systems: string) =>
  `  ${key}: { title: ${key}, timezone: Europe/Helsinki, integrations: { severa-procountor: { active: true, systems: ${systems}, settings: {} } } }\n`;
const BOTH = "{ severa: hours, procountor: books }";
const SIDES = new Map([
  ["severa", { connector: "severa" }],
  ["procountor", { connector: "procountor" }],
]);

async function systemsOf(
  companies: string,
  environment: Readonly<Record<string, string>> = { HOURS_SECRET: "s", BOOKS_SECRET: "s" },
) {
  const path = join(temporaryFolder(), "koppel.yaml");
  writeFileSync(path, `${connections}companies:\n${companies}`);
  const workspace = await loadWorkspace(path, { environment });
  const library = openLibrary({ mappings: workspace.mappings, schemas: workspace.schemas }, () => {});
  const { store } = await temporaryStore();
  const systems = openSystems({ workspace, library, store, clock: systemClock, concurrency: 2 });
  onTestFinished(() => systems.close());
  return (key: string) => {
    const found = workspace.companies.get(key);
    const chosen = found?.integrations.get("severa-procountor");
    if (found === undefined || chosen === undefined) throw new Error(`there is no ${key}`);
    return systems.of(found, chosen, SIDES);
  };
}

describe("the systems of companies", () => {
  it("stand under the integration's names of its sides, each connected once for its company", async () => {
    const of = await systemsOf(company("acme", BOTH) + company("beta", BOTH));
    expect([...of("acme").keys()]).toEqual(["severa", "procountor"]);
    expect(of("acme").get("severa")).toBe(of("acme").get("severa"));
    expect(of("beta").get("severa")).not.toBe(of("acme").get("severa"));
  });

  it("are not there where the workspace names no connection of the right kind for a side", async () => {
    const refusal = async (systems: string) => {
      const of = await systemsOf(company("acme", systems));
      try {
        of("acme");
      } catch (fault) {
        expect(fault).toBeInstanceOf(JobFault);
        return (fault as JobFault).message;
      }
      throw new Error("they were opened");
    };
    expect(await refusal("{ severa: hours }")).toBe(
      "acme: the integration severa-procountor names no connection for procountor (systems: { procountor: … })",
    );
    expect(await refusal("{ severa: hours, procountor: hours }")).toBe(
      "the connection hours is one of severa; severa-procountor needs procountor for procountor",
    );
  });

  it("do not come up with half a login", async () => {
    const of = await systemsOf(company("acme", BOTH), { HOURS_SECRET: "s" });
    expect(() => of("acme")).toThrow(
      /^the connection books lacks \w+: the environment variable BOOKS_SECRET is not set/,
    );
  });
});
