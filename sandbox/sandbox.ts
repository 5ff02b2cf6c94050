import type { AddressInfo } from "node:net";
import { type Audit, audit } from "./audit.ts";
import { editInvoice, editProcountorInvoice, editTravel } from "./human-edit.ts";
import { type SandboxOptions, type Settled, settled } from "./options.ts";
import { procountorError } from "./procountor/errors.ts";
import { Procountor } from "./procountor/procountor.ts";
import { type Expected, expectedOf } from "./refusals.ts";
import { type Answer, json, plain, type Query } from "./server/exchange.ts";
import { FaultBox, type Faults } from "./server/faults.ts";
import { Gateway } from "./server/gateway.ts";
import { isRecord, parseJson } from "./server/json.ts";
import { Quota } from "./server/quota.ts";
import { RingLog } from "./server/ring-log.ts";
import { severaError } from "./severa/errors.ts";
import { Severa } from "./severa/severa.ts";

export type { Audit } from "./audit.ts";
export type { SandboxOptions } from "./options.ts";
export type { Expected, ExpectedRefusal } from "./refusals.ts";
export type { FaultName, FaultRule, Faults } from "./server/faults.ts";

/** What the imitated systems hold; live, for tests in the same process. */
export interface SandboxState {
  readonly severa: Severa;
  readonly procountor: Procountor;
  readonly expected: Expected;
  /** Calls so far, by `system METHOD route`. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Local imitations of Severa and Procountor over HTTP. */
export interface Sandbox {
  readonly url: string;
  readonly severa: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
  readonly procountor: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly apiKey: string;
  };
  readonly state: SandboxState;
  /** Replaces the rules of the named faults. */
  setFaults(faults: Partial<Faults>): void;
  audit(): Audit;
  /** Everything as at the start; tokens end, faults are those of the options. */
  reset(): void;
  close(): Promise<void>;
}

const severaClient = { clientId: "koppel-sandbox", clientSecret: "severa-secret-of-the-sandbox" };
const procountorClient = {
  clientId: "KoppelSandboxClient",
  clientSecret: "procountor-secret-of-the-sandbox",
  apiKey: "procountor-api-key-of-the-sandbox",
};

interface Parts {
  readonly severa: Severa;
  readonly procountor: Procountor;
  readonly expected: Expected;
  readonly faults: FaultBox;
  readonly quotas: { readonly severa: Quota; readonly procountor: Quota };
}

function build(options: Settled): Parts {
  const severa = new Severa(options, severaClient);
  const procountor = new Procountor(options, procountorClient, severa);
  return {
    severa,
    procountor,
    expected: expectedOf(severa),
    faults: new FaultBox(options.seed, options.faults),
    quotas: { severa: new Quota(10), procountor: new Quota(60) },
  };
}

/** Starts the systems on a local port. Throws a `RangeError` for options out of bounds. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const chosen = settled(options);
  let parts = build(chosen);
  const calls = new Map<string, number>();
  const log = new RingLog(5000);
  const auditNow = () => audit({ ...parts, calls });
  const reset = () => {
    parts = build(chosen);
    calls.clear();
  };
  const gateway = new Gateway({
    log,
    calls,
    get faults() {
      return parts.faults;
    },
    mounted: [
      {
        name: "severa",
        prefix: "/severa/rest-api",
        foldsQuery: true,
        rewrite: (path) => (path.startsWith("/v1.0/") ? `/v1/${path.slice(6)}` : path),
        get responder() {
          return parts.severa;
        },
        get quota() {
          return chosen.quota ? parts.quotas.severa : undefined;
        },
        overQuota: plain(429, "API calls quota exceeded! maximum admitted 10 per 1s.", { "Retry-After": "1" }),
        expired: severaError("AuthenticationRequired", "The access token is missing, unknown or expired."),
      },
      {
        name: "procountor",
        prefix: "/procountor/api",
        foldsQuery: false,
        rewrite: (path) => path,
        get responder() {
          return parts.procountor;
        },
        get quota() {
          return chosen.quota ? parts.quotas.procountor : undefined;
        },
        overQuota: procountorError(429, "Too many requests"),
        expired: procountorError(401, "Unauthorized"),
      },
    ],
    inspect: (method, path, query, body) =>
      inspect({ method, path, query, body, log, reset, audit: auditNow, parts: () => parts }),
  });
  await new Promise<void>((resolve, reject) => {
    gateway.server.once("error", reject);
    gateway.server.listen(chosen.port, chosen.host, resolve);
  });
  const url = `http://${chosen.host}:${(gateway.server.address() as AddressInfo).port}`;
  return {
    url,
    severa: { baseUrl: `${url}/severa/rest-api`, ...severaClient },
    procountor: { baseUrl: `${url}/procountor/api`, ...procountorClient },
    state: {
      get severa() {
        return parts.severa;
      },
      get procountor() {
        return parts.procountor;
      },
      get expected() {
        return parts.expected;
      },
      calls,
    },
    setFaults: (faults) => parts.faults.set(faults),
    audit: auditNow,
    reset,
    close: () => gateway.close(),
  };
}

interface Inspection {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly body: Buffer;
  readonly log: RingLog;
  readonly reset: () => void;
  readonly audit: () => Audit;
  readonly parts: () => Parts;
}

/** What lies under `/sandbox`: looking in, switching faults, editing as a person. */
function inspect(request: Inspection): Answer {
  const { method, path, query, parts } = request;
  const body = request.body.length === 0 ? {} : parseJson(request.body.toString("utf8"));
  const line = `${method} ${path}`;
  if (line === "GET /audit") return json(200, request.audit());
  if (line === "GET /requests") return json(200, request.log.tail(Number(query.one("tail") ?? 100)));
  if (line === "GET /expected") return json(200, parts().expected);
  if (line === "GET /faults") return json(200, parts().faults.view());
  if (!isRecord(body)) return json(400, { message: "the body is not a JSON object" });
  if (line === "POST /faults") {
    try {
      parts().faults.set(body as Partial<Faults>);
      return json(200, parts().faults.view());
    } catch (error) {
      return json(400, { message: error instanceof Error ? error.message : String(error) });
    }
  }
  if (line === "POST /reset") {
    request.reset();
    return json(200, { message: "reset" });
  }
  const [, of = "", number = ""] =
    (method === "POST" ? /^\/(severa\/invoices|severa\/travel|procountor\/invoices)\/(\d+)$/.exec(path) : null) ?? [];
  if (of === "") return json(404, { message: `there is no ${line}` });
  const change = isRecord(body["change"]) ? body["change"] : body;
  const { severa, procountor } = parts();
  const edited =
    of === "severa/invoices"
      ? editInvoice(severa, Number(number), change, Date.now())
      : of === "severa/travel"
        ? editTravel(severa, Number(number), change, Date.now())
        : editProcountorInvoice(procountor, Number(number), change, Date.now());
  return typeof edited === "string" ? json(404, { message: edited }) : json(200, edited);
}
