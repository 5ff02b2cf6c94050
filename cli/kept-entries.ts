import { systemClock } from "../engine/http/clock.ts";
import type { Project } from "../engine/project/project.ts";
import { WorkspaceFault } from "../engine/project/workspace.ts";
import { faultFindings } from "../engine/report/fault-findings.ts";
import type { Entry } from "../engine/service/daemon.ts";
import { runJob } from "../engine/service/run-job.ts";
import { EVERYBODY, noteStop } from "../engine/service/stops.ts";
import type { Finding } from "../engine/work/set-up/finding.ts";
import { type Chosen, chosen } from "./chosen.ts";
import type { Call } from "./command.ts";
import { Failure } from "./failure.ts";
import { Fingerprints } from "./fingerprints.ts";
import { mailOut } from "./mail-out.ts";
import type { Workshop } from "./open-workshop.ts";
import { obstaclesOf, type Premises, readPremises } from "./premises.ts";

/** What a look at the files led to. */
export interface Taken {
  /** All that are to be run from now on. */
  readonly entries: readonly Entry[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Those that go on as they were, with what is wrong about what was changed; each told once for as long as it is the same. */
  readonly kept: readonly { readonly name: string; readonly findings: readonly Finding[] }[];
}

interface Kept {
  readonly entry: Entry;
  readonly fingerprint: string;
  /** Has nothing that would keep it from running. */
  readonly isSound: boolean;
}

/**
 * Who is run, by what the files said when they were last taken over. What is changed counts for somebody only when it has no
 * errors for it: until then that one goes on as it was. A run under way is not touched.
 */
export class KeptEntries {
  readonly #call: Call;
  readonly #workshop: Workshop;
  readonly #project: Project;
  readonly #fingerprints = new Fingerprints();
  readonly #told = new Map<string, string>();
  #kept: ReadonlyMap<string, Kept> = new Map();
  #premises: Premises;
  #seen = "";

  constructor(call: Call, workshop: Workshop, project: Project) {
    this.#call = call;
    this.#workshop = workshop;
    this.#project = project;
    this.#premises = workshop;
  }

  /** All that the files say by now, in words that are the same for as long as it is; `known` are those at the last look. */
  async words(): Promise<string> {
    return this.#wordsOf(await this.#read());
  }

  /** Days, as the workspace that was last taken over says. */
  get retention(): number | undefined {
    return this.#premises.workspace.retention;
  }

  get known(): string {
    return this.#seen;
  }

  /** Reads the files and takes over what has changed and has no errors. */
  async look(): Promise<Taken> {
    const read = await this.#read();
    this.#seen = this.#wordsOf(read);
    if ("workspace" in read) return this.take(read);
    await noteStop(this.#workshop.store, EVERYBODY, "change", read.findings, systemClock.now());
    const entries = [...this.#kept.values()].map(({ entry }) => entry);
    const kept = this.#isNews(EVERYBODY, read.findings) ? [{ name: "everything", findings: read.findings }] : [];
    return { entries, added: [], changed: [], removed: [], kept };
  }

  async take(premises: Premises): Promise<Taken> {
    const { store } = this.#workshop;
    const now = systemClock.now();
    const before = this.#kept;
    const next = new Map<string, Kept>();
    const kept: { name: string; findings: readonly Finding[] }[] = [];
    const opened = this.#workshop.at(premises);
    const keep = async (name: string, old: Kept, findings: readonly Finding[]): Promise<void> => {
      next.set(name, old);
      await noteStop(store, name, "change", findings, now);
      if (this.#isNews(name, findings)) kept.push({ name, findings });
    };
    for (const one of this.#wanted(premises)) {
      const { scope } = one;
      const fingerprint = this.#fingerprints.of(premises, one);
      const old = before.get(scope);
      const findings = obstaclesOf(premises, one);
      if (old?.isSound && findings !== undefined) {
        await keep(scope, old, findings);
        continue;
      }
      this.#told.delete(scope);
      await noteStop(store, scope, "change", [], now);
      const isSame = old?.fingerprint === fingerprint;
      next.set(
        scope,
        isSame ? old : { entry: this.#entryOf(premises, opened, one), fingerprint, isSound: findings === undefined },
      );
    }
    for (const [name, old] of before) {
      const findings = premises.stopped.get(name.split("/")[0] ?? "") ?? premises.stopped.get(name);
      if (!next.has(name) && findings !== undefined && this.#isUnreadable(premises, name))
        await keep(name, old, findings);
    }
    await noteStop(store, EVERYBODY, "change", [], now);
    this.#told.delete(EVERYBODY);
    this.#premises = premises;
    this.#kept = next;
    if (this.#seen === "") this.#seen = this.#wordsOf(premises);
    return {
      entries: [...next.values()].map(({ entry }) => entry),
      added: [...next.keys()].filter((name) => !before.has(name)),
      changed: [...next].flatMap(([name, one]) => (before.has(name) && before.get(name) !== one ? [name] : [])),
      removed: [...before.keys()].filter((name) => !next.has(name)),
      kept,
    };
  }

  #wanted(premises: Premises): readonly Chosen[] {
    return chosen(this.#call, premises.workspace).filter(({ integration }) => integration.active);
  }

  /** Neither switched off nor taken out: what the file says of it is not understood. */
  #isUnreadable({ workspace }: Premises, name: string): boolean {
    const [company = "", integration = ""] = name.split("/");
    return workspace.companies.get(company)?.integrations.get(integration) === undefined;
  }

  #entryOf({ library }: Premises, opened: Pick<Workshop, "open">, one: Chosen): Entry {
    const { scope, company, integration } = one;
    const { store } = this.#workshop;
    return {
      name: scope,
      schedule: library.integration(integration.name)?.typed?.schedule ?? { minutes: 10 },
      // A pattern such as "at 6 on workdays" means the company's own clock.
      timezone: company.timezone,
      run: async (stopping) => {
        const place = { scope, title: company.title, store, clock: systemClock, open: () => opened.open(one) };
        try {
          return await runJob(place, { stopping });
        } finally {
          await mailOut(this.#call, { workspace: this.#premises.workspace, store });
        }
      },
    };
  }

  async #read(): Promise<Premises | { readonly findings: readonly Finding[] }> {
    this.#project.refresh();
    try {
      const premises = await readPremises(this.#call, this.#project);
      if (premises.workspace.store === this.#workshop.workspace.store) return premises;
      const text = `"store" leads to another file now.`;
      return {
        findings: [{ level: "error", code: "store-changed", text, advice: "Start the daemon again to use it." }],
      };
    } catch (fault) {
      return { findings: findingsOf(fault) };
    }
  }

  #wordsOf(read: Premises | { readonly findings: readonly Finding[] }): string {
    if (!("workspace" in read)) return JSON.stringify(read);
    return JSON.stringify([
      [...read.stopped],
      read.workspace.retention,
      this.#wanted(read).map((one) => [one.scope, this.#fingerprints.of(read, one)]),
    ]);
  }

  #isNews(name: string, findings: readonly Finding[]): boolean {
    const words = JSON.stringify(findings);
    if (this.#told.get(name) === words) return false;
    this.#told.set(name, words);
    return true;
  }
}

/** What keeps the files as a whole from being taken over. A fault of our own is thrown on. */
function findingsOf(fault: unknown): readonly Finding[] {
  if (fault instanceof WorkspaceFault) {
    const errors = fault.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return faultFindings(errors);
    return [
      { level: "error", code: "workspace", text: `${fault.message}.`, advice: "Put it back, or stop the daemon." },
    ];
  }
  if (fault instanceof Failure)
    return [{ level: "error", code: "workspace", text: fault.message, advice: fault.advice.join(" ") }];
  throw fault;
}
