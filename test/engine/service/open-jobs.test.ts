import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../engine/http/clock.ts";
import { openLibrary } from "../../../engine/project/library.ts";
import { loadWorkspace } from "../../../engine/project/workspace.ts";
import { JobFault } from "../../../engine/service/job-fault.ts";
import { openJobs } from "../../../engine/service/open-jobs.ts";
import { collector, hasErrors } from "../../../engine/source/collect.ts";
import { silent } from "../../../engine/work/base/job.ts";
import { temporaryFolder, temporaryStore } from "../store/sqlite/temporary-store.ts";

const connections = `connections:
  hours: { connector: severa, login: client, credentials: { clientId: me, clientSecret: { env: HOURS_SECRET } } }
  books: { connector: procountor, login: api key, credentials: { clientId: me, clientSecret: { env: BOOKS_SECRET }, apiKey: { env: BOOKS_SECRET } } }
`;
const company = (systems: string, more = "") =>
  `  acme: { title: Acme Oy, timezone: Europe/Helsinki, ${more}integrations: { severa-procountor: { active: true, systems: ${systems}, settings: {} } } }\n`;

async function jobsOf(companies: string, environment: Readonly<Record<string, string>>) {
  const path = join(temporaryFolder(), "koppel.yaml");
  writeFileSync(path, `${connections}companies:\n${companies}`);
  const workspace = await loadWorkspace(path, { environment });
  const { report, diagnostics } = collector();
  const library = openLibrary({ mappings: workspace.mappings, schemas: workspace.schemas }, report);
  expect(hasErrors(diagnostics)).toBe(false);
  const { store } = await temporaryStore();
  const jobs = openJobs({ workspace, library, store, clock: systemClock, progress: silent, concurrency: 2 });
  onTestFinished(() => jobs.close());
  return jobs;
}

const both = { HOURS_SECRET: "s", BOOKS_SECRET: "s" };

/** What opening the job is refused with. */
async function refusal(companies: string, environment: Readonly<Record<string, string>> = both, name = "acme") {
  const jobs = await jobsOf(companies, environment);
  try {
    jobs.open(name, "severa-procountor");
  } catch (fault) {
    expect(fault).toBeInstanceOf(JobFault);
    return (fault as JobFault).message;
  }
  throw new Error("it was opened");
}

describe("opening a job", () => {
  it("connects each side once, however many jobs ask for it", async () => {
    const jobs = await jobsOf(company("{ severa: hours, procountor: books }"), both);
    const first = jobs.open("acme", "severa-procountor");
    const second = jobs.open("acme", "severa-procountor");
    expect([...first.systems.keys()]).toEqual(["severa", "procountor"]);
    expect([...second.systems.values()]).toEqual([...first.systems.values()]);
    expect(second.integration).toBe(first.integration);
    expect(first).toMatchObject({ company: "acme", title: "Acme Oy", timezone: "Europe/Helsinki", confirmed: [] });
  });

  it("knows the units of all companies that have the integration", async () => {
    const systems = "{ severa: hours, procountor: books }";
    const other = company(systems, "unit: South, ").replace("acme", "beta");
    const jobs = await jobsOf(company(systems, "unit: North, ") + other, both);
    expect(jobs.open("acme", "severa-procountor")).toMatchObject({
      unit: "North",
      configuredUnits: ["North", "South"],
    });
  });

  it("says what of the workspace is not there", async () => {
    const good = company("{ severa: hours, procountor: books }");
    expect(await refusal(good, both, "beta")).toBe("there is no company beta; there are acme");
    expect(await refusal(good.replace("severa-procountor", "other"))).toBe(
      "acme has no integration severa-procountor; it has other",
    );
  });
});
