import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileIntegration } from "../../engine/compile/compile-integration.ts";
import { readConnector } from "../../engine/connector/read-connector.ts";
import { formatMapping } from "../../engine/format/format-mapping.ts";
import { mayBeThrown } from "../../engine/language/generated/given-up.ts";
import { lex, lexAny } from "../../engine/language/syntax/lex.ts";
import { parseTemplate } from "../../engine/language/syntax/parse.ts";
import { parseEach, parseLookup, parseNeed } from "../../engine/language/syntax/parse-clauses.ts";
import { readCsv } from "../../engine/mapping/files/csv.ts";
import { readIntegration } from "../../engine/mapping/read-integration.ts";
import { Bounds } from "../../engine/project/bounds.ts";
import { readWorkspaceText } from "../../engine/project/workspace-text.ts";
import { renderPretty } from "../../engine/report/pretty.ts";
import { readTestFile } from "../../engine/review/mapping-test/test-file.ts";
import { type Collector, collector } from "../../engine/source/collect.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import { linearPattern } from "../../engine/value/linear-pattern.ts";
import { cell, located } from "../engine/language/fixture.ts";
import { mappingFiles, systemsBelow } from "../golden/workbench.ts";
import { expression } from "./expressions.ts";
import type { Material } from "./inputs.ts";

/** A reader of texts that somebody else wrote. `take` may report; it may not throw, nor take a second. */
export interface Target extends Material {
  readonly take: (text: string) => void;
}

const root = join(import.meta.dirname, "../..");
const golden = join(root, "test/golden");
const files = [
  ...mappingFiles(join(root, "mappings")),
  ...mappingFiles(join(golden, "check/base")),
  ...mappingFiles(join(golden, "integrations/mappings")),
];
const texts = (holds: (path: string) => boolean): readonly string[] =>
  files.filter(({ path }) => holds(path)).map(({ text }) => text);
const connectors = ["severa", "procountor"].map((system) =>
  readFileSync(join(root, "schemas", system, "connector.yaml"), "utf8"),
);
const cells = readdirSync(join(golden, "language"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(join(golden, "language", name, "cell.txt"), "utf8"));
const base = mappingFiles(join(golden, "check/base"));
const systems = systemsBelow(join(golden, "check/systems"), () => {});
const workspace = `store: sqlite:koppel.sqlite
mappings: mappings
mail: { server: "smtp://localhost:25", from: a@b.fi, to: [c@d.fi] }
connections:
  severa: { connector: severa, host: "http://127.0.0.1:1", credentials: { clientId: { env: A }, clientSecret: { file: b } } }
companies:
  demo:
    title: Demo
    timezone: Europe/Helsinki
    integrations:
      severa-procountor: { active: true, sides: { severa: severa }, settings: { a: 1, b: [x, y] } }
`;
const words = (samples: readonly string[]): readonly string[] => [
  ...new Set(samples.flatMap((text) => text.match(/[\p{L}_][\p{L}\d_-]*:?|[^\s\p{L}\d]+/gu) ?? [])),
];

function shown(collected: Collector): void {
  renderPretty(collected.diagnostics, { colour: false, width: 80 });
}

function readShop(path: string, text: string): void {
  const faults = collector();
  const all = [...base.filter((file) => file.path !== path), { path, text }];
  const typed = readIntegration(all, systems, faults.report);
  shown(faults);
  if (typed !== undefined && faults.diagnostics.every(({ severity }) => severity !== "error"))
    compileIntegration(typed);
}

const flowFiles = texts((path) => !path.includes("test") && /\.yaml$/.test(path));
const testFiles = texts((path) => path.endsWith(".test.yaml"));
const tables = ["from,to\nFI,FINNISH\nSE,SWEDISH\n", 'a;b\r\n"x""y";2\r\n', ...texts((path) => path.endsWith(".csv"))];
const shop = readIntegration(base, systems, () => {});

export const targets: Readonly<Record<string, Target>> = {
  lexer: {
    samples: cells,
    pieces: words(cells),
    grow: expression,
    take(text) {
      lex(text);
      lexAny(text);
    },
  },
  expression: {
    samples: cells,
    pieces: words(cells),
    grow: expression,
    take(text) {
      for (const role of ["value", "condition"] as const) {
        const checked = cell(text, { role });
        if (checked.diagnostics.some(({ severity }) => severity === "error")) continue;
        try {
          checked.run({ source: { number: 5, notes: "aaa", rows: [{}, {}] } });
        } catch (fault) {
          if (!mayBeThrown(fault)) throw fault;
        }
      }
    },
  },
  clauses: {
    samples: ["row in rows", "customers for customer", "all shop/country by .name == country", "a {number} b {{c}}"],
    pieces: words(cells),
    grow: (random) => `linked with ${expression(random)} in customers`,
    take(text) {
      const { report } = collector();
      parseEach(located(text), report);
      parseNeed(located(text), report);
      parseLookup(located(text), report);
      parseTemplate(located(text), report);
    },
  },
  pattern: {
    samples: ["^[0-9]+(,[0-9]+)*$", "(?i)a|b{2,3}", "\\p{L}[^a-z]\\d", "(?=a)(b)\\1", "[[:alpha:]]{1,9}"],
    pieces: ["(", ")", "[", "]", "*", "+", "?", "{9}", "{1,99}", "|", "\\", "(?:", "[^", "\\p{L}", "$", "^", ".", "a"],
    take: (text) => void linearPattern(text),
  },
  yaml: {
    samples: [...flowFiles, ...connectors, workspace],
    pieces: words(flowFiles),
    take(text) {
      const faults = collector();
      readYaml({ path: "a.yaml", text }, faults.report);
      shown(faults);
    },
  },
  mapping: {
    samples: base.filter(({ path }) => path === "invoices.yaml").map(({ text }) => text),
    pieces: words(flowFiles),
    take: (text) => readShop("invoices.yaml", text),
  },
  integration: {
    samples: base.filter(({ path }) => path === "integration.yaml").map(({ text }) => text),
    pieces: words(flowFiles),
    take: (text) => readShop("integration.yaml", text),
  },
  layout: {
    samples: flowFiles,
    pieces: words(flowFiles),
    take: (text) => void formatMapping({ path: "a.yaml", text }),
  },
  connector: {
    samples: connectors,
    pieces: words(connectors),
    take(text) {
      const faults = collector();
      readConnector(readYaml({ path: "connector.yaml", text }, faults.report), faults.report);
      shown(faults);
    },
  },
  workspace: {
    samples: [workspace],
    pieces: words([workspace]),
    take(text) {
      const faults = collector();
      readWorkspaceText(
        { path: "koppel.yaml", text },
        "/w/koppel.yaml",
        { environment: {}, shipped: root, bounds: new Bounds(root) },
        faults.report,
      );
      shown(faults);
    },
  },
  tests: {
    samples: testFiles,
    pieces: words(testFiles),
    take(text) {
      if (shop === undefined) throw new Error("the golden integration cannot be read");
      const faults = collector();
      readTestFile({ path: "a.test.yaml", text: text.replace(/^tests:.*/m, "tests: invoices") }, shop, faults.report);
      shown(faults);
    },
  },
  table: {
    samples: tables,
    pieces: ['"', ",", ";", "\n", "\r\n", "\t", "a", '""'],
    take: (text) => void readCsv(text),
  },
};
