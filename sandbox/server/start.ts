import type { AddressInfo } from "node:net";
import { type Company, noCompany } from "../seed/company.ts";
import { audit, type CommonAudit } from "./audit.ts";
import { FaultBox, type Faults } from "./faults.ts";
import { Gateway, type Mounted } from "./gateway.ts";
import type { ExpectedOf, Imitation, Imitations, MadeOf, OptionsOf, ReportOf } from "./imitation.ts";
import { inspect } from "./inspect.ts";
import { type JsonRecord, merged } from "./json.ts";
import { type ChosenOptions, chosen } from "./options.ts";
import { Quota } from "./quota.ts";
import { RingLog } from "./ring-log.ts";

/** Where one system answers, and what its client logs in with. */
export type Access<Made extends Imitation = Imitation> = { readonly baseUrl: string } & Made["client"];

export type AccessOf<Systems extends Imitations> = {
  readonly [Name in keyof Systems]: Access<ReturnType<Systems[Name]>>;
};

export type AuditOf<Systems extends Imitations> = CommonAudit<keyof Systems & string> & ReportOf<Systems>;

/** Imitated systems that answer over HTTP. Each has its access under its own name. */
export type Running<Systems extends Imitations> = AccessOf<Systems> & {
  readonly url: string;
  readonly access: AccessOf<Systems>;
  /** What the systems hold; live, for those in the same process. */
  readonly state: MadeOf<Systems> & {
    readonly expected: ExpectedOf<Systems>;
    /** Calls so far, by `system METHOD route`. */
    readonly calls: ReadonlyMap<string, number>;
  };
  /** Replaces the rules of the named faults. */
  setFaults(faults: Partial<Faults>): void;
  audit(): AuditOf<Systems>;
  /** Everything as at the start; tokens end, faults are those of the options. */
  reset(): void;
  close(): Promise<void>;
};

/** Starts the systems on a local port. Throws a `RangeError` for options out of bounds. */
export async function startImitations<Systems extends Imitations>(
  systems: Systems,
  given: OptionsOf<Systems>,
): Promise<Running<Systems>> {
  const options = chosen(given);
  const calls = new Map<string, number>();
  const log = new RingLog(5000);
  let round = new Round(systems, options);
  const auditNow = () => round.audit(calls);
  const reset = () => {
    round = new Round(systems, options);
    calls.clear();
  };
  const gateway = new Gateway({
    log,
    calls,
    get mounted() {
      return round.mounted;
    },
    get faults() {
      return round.faults;
    },
    inspect: (inspection) =>
      inspect(
        { imitations: round.made, faults: round.faults, expected: round.expected, log, reset, audit: auditNow },
        inspection,
      ),
  });
  await new Promise<void>((resolve, reject) => {
    gateway.server.once("error", reject);
    gateway.server.listen(options.port, options.host, resolve);
  });
  const url = `http://${options.host}:${(gateway.server.address() as AddressInfo).port}`;
  const access = Object.fromEntries(
    Object.entries(round.made).map(([name, { base, client }]) => [name, { baseUrl: `${url}${base}`, ...client }]),
  );
  const state = Object.defineProperties(
    { calls },
    Object.fromEntries([
      ["expected", { enumerable: true, get: () => round.expected }],
      ...Object.keys(systems).map((name) => [name, { enumerable: true, get: () => round.made[name] }] as const),
    ]),
  );
  return {
    ...access,
    url,
    access,
    state,
    setFaults: (faults: Partial<Faults>) => round.faults.set(faults),
    audit: auditNow,
    reset,
    close: () => gateway.close(),
    // Put together by name, from entries: what the names stand for follows from `systems`.
  } as unknown as Running<Systems>;
}

/** What begins at the start and ends with a reset. */
class Round {
  readonly made: Readonly<Record<string, Imitation>>;
  readonly mounted: readonly Mounted[];
  readonly faults: FaultBox;
  readonly expected: object;
  readonly #quotas: ReadonlyMap<string, Quota>;

  constructor(systems: Imitations, options: ChosenOptions) {
    this.made = imitate(systems, options);
    this.#quotas = new Map(Object.entries(this.made).map(([name, { quota }]) => [name, new Quota(quota)]));
    this.mounted = Object.entries(this.made).map(([name, imitation]) => ({
      name,
      imitation,
      quota: options.quota ? this.#quotas.get(name) : undefined,
    }));
    this.faults = new FaultBox(options.seed, options.faults);
    this.expected = Object.assign({}, ...Object.values(this.made).map(({ expected }) => expected)) as object;
  }

  audit(calls: ReadonlyMap<string, number>): object {
    const audited = Object.values(this.made).map((imitation) => imitation.audit());
    const reports = audited.reduce<JsonRecord>((all, { report }) => merged(all, report as JsonRecord), {});
    return { ...reports, ...audit({ audited, calls, quotas: this.#quotas, faults: this.faults }) };
  }
}

/** Makes the systems in their order; what the first tells of the company, the others are seeded to fit. */
function imitate(systems: Imitations, options: ChosenOptions): Readonly<Record<string, Imitation>> {
  const made: Record<string, Imitation> = {};
  let company: Company = noCompany;
  for (const [name, make] of Object.entries(systems)) {
    const imitation = make(options as never, company);
    made[name] = imitation;
    company = imitation.company ?? company;
  }
  return made;
}
