import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { onTestFinished } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import type { Project } from "../../../engine/project/project.ts";
import { readWorkspace, WORKSPACE_FILE } from "../../../engine/project/workspace.ts";
import { checkMappings } from "../../../engine/review/check-mappings.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";

const golden = join(import.meta.dirname, "../../golden/check");

const workspace = `connections:
  web: { connector: shop, login: client, credentials: { clientId: me, clientSecret: { env: WEB_SECRET } } }
  ledger: { connector: books, login: api key, credentials: { apiKey: { env: LEDGER_SECRET } } }
companies:
  acme:
    timezone: Europe/Helsinki
    integrations:
      shop-books: { active: true, systems: { shop: web, books: ledger }, settings: {} }
`;

const test = `tests: items
now: 2026-03-02T08:00:00+02:00
records:
  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }
cases:
  - name: an item is made of its project
    record: plan
    expect:
      fields: { code: "7" }
`;

/** Two mapping folders, the two systems that they name, a test and a workspace; removed when the test ends. */
export function smallProject(): string {
  const root = temporaryFolder();
  cpSync(join(golden, "base"), join(root, "mappings/shop-books"), { recursive: true });
  cpSync(join(golden, "two-way"), join(root, "mappings/two-way"), { recursive: true });
  cpSync(join(golden, "systems"), join(root, "schemas"), { recursive: true });
  write(root, "mappings/shop-books/tests/items.test.yaml", test);
  write(root, WORKSPACE_FILE, `mappings: mappings\nschemas: schemas\n${workspace}`);
  return root;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "koppel-project-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A temporary folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  return folder;
}

/** All files below a folder, by paths relative to it. */
export function textsBelow(root: string): Map<string, string> {
  const paths = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  return new Map(
    paths
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [relative(root, path), readFileSync(path, "utf8")]),
  );
}

/** What a whole check says of the project as it stands. */
export async function checked(root: string, project: Project) {
  const { report, diagnostics } = collecting();
  const { sources } = project;
  const path = join(root, WORKSPACE_FILE);
  const read = sources.isFile(path) ? await readWorkspace(path, report, { sources, environment: {} }) : undefined;
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
  const library = openLibrary(place, report, project);
  const folders = library.integrationNames.map((name) => join(place.mappings, name));
  const around = { ...place, workspace: read };
  const files = await checkMappings({ sources, library, folders, around, unread: true }, report);
  return { files, systems: library.systemNames, faults: diagnostics().map(plain) };
}

function collecting() {
  const collected = collector();
  return { report: collected.report, diagnostics: () => collected.diagnostics };
}

function plain({ code, severity, span, hints, related, facts }: Diagnostic) {
  const at = ({ source, start, end }: Diagnostic["span"]) => `${source.path} ${start}-${end}`;
  return { code, severity, at: at(span), hints, related: related.map((one) => [at(one.span), one.label]), facts };
}
