import type { Company } from "../seed/company.ts";
import { type Answer, type Exchange, json, plain } from "../server/exchange.ts";
import type { Audited, Imitation } from "../server/imitation.ts";
import type { JsonRecord } from "../server/json.ts";
import type { ChosenOptions } from "../server/options.ts";
import { type Found, Router } from "../server/router.ts";
import { auditSevera, type SeveraReport } from "./audit.ts";
import { casesByInvoice, type InvoiceCase } from "./cases.ts";
import { companyOf } from "./company.ts";
import { editInvoice, editTravel } from "./edits.ts";
import { severaError, severaNotFound } from "./errors.ts";
import { expectedOf, type SeveraExpected } from "./expected.ts";
import { InvoiceTable } from "./invoices.ts";
import { chosenBySevera, type SeveraChosen, type SeveraOptions } from "./options.ts";
import { feeRoutes } from "./routes-fees.ts";
import { fileRoutes } from "./routes-files.ts";
import { invoiceRoutes, type StatusChange } from "./routes-invoices.ts";
import { registersOf } from "./routes-registers.ts";
import { travelRoutes } from "./routes-travel.ts";
import { writeRoutes } from "./routes-writes.ts";
import { type CustomerSeed, seedCustomers } from "./seed-customers.ts";
import { seedSettings } from "./seed-settings.ts";
import { seedTravel, type TravelSeed } from "./seed-travel.ts";
import { seedUsers } from "./seed-users.ts";
import { SeveraTokens } from "./tokens.ts";
import { World } from "./world.ts";

export function imitateSevera(options: ChosenOptions & SeveraOptions): Severa {
  return new Severa(chosenBySevera(options));
}

/** The imitated Severa: one organisation and one API client. */
export class Severa implements Imitation {
  readonly title = "Severa";
  readonly base = "/severa/rest-api";
  readonly client = { clientId: "koppel-sandbox", clientSecret: "severa-secret-of-the-sandbox" };
  readonly quota = {
    calls: 10,
    windowMs: 1000,
    refusal: plain(429, "API calls quota exceeded! maximum admitted 10 per 1s.", { "Retry-After": "1" }),
  };
  readonly foldsQuery = true;
  readonly world: World;
  readonly customers: readonly CustomerSeed[];
  readonly cases: ReadonlyMap<number, InvoiceCase>;
  readonly invoices: InvoiceTable;
  readonly travel: readonly TravelSeed[];
  readonly tokens: SeveraTokens;
  /** Status changes of invoices and travel reimbursements made over the API. */
  readonly invoiceChanges: StatusChange[] = [];
  readonly travelChanges: { guid: string; from: string; to: string; at: number }[] = [];
  /** Fees made over the API. */
  readonly createdFees: string[] = [];
  readonly router: Router;
  readonly company: Company;
  readonly expected: SeveraExpected;
  readonly edits = {
    invoices: (number: number, change: JsonRecord, now: number) => editInvoice(this, number, change, now),
    travel: (number: number, change: JsonRecord, now: number) => editTravel(this, number, change, now),
  };

  constructor(options: SeveraChosen) {
    const world = new World(options);
    this.world = world;
    this.cases = options.refusals ? casesByInvoice(options.invoices) : new Map();
    seedSettings(world);
    seedUsers(world);
    this.customers = seedCustomers(
      world,
      [...this.cases.values()].filter((entry) => entry.ownCustomer),
    );
    this.invoices = new InvoiceTable(world, this.customers, this.cases);
    this.travel = seedTravel(world);
    this.tokens = new SeveraTokens(options.seed, this.client, options.tokenSeconds);
    this.router = new Router([
      ...this.#openRoutes(),
      ...registersOf(world),
      ...invoiceRoutes(world, this.invoices, this.invoiceChanges),
      ...travelRoutes(world, this.travelChanges),
      ...feeRoutes(world, this.createdFees),
      ...fileRoutes(world, this.invoices),
      ...writeRoutes(world),
      {
        method: "GET",
        path: "/v1/organizationsettings",
        scope: "organization:read",
        query: [],
        handle: () =>
          json(200, {
            ...world.organizationSettings,
            nextInvoiceNumber: this.invoices.nextNumber,
            lastInvoiceNumber: this.invoices.nextNumber - 1,
          }),
      },
    ]);
    this.company = companyOf(this);
    this.expected = expectedOf(this);
  }

  #openRoutes() {
    const open = { open: true, query: [] } as const;
    return [
      { ...open, method: "POST", path: "/v1/token", handle: (exchange: Exchange) => this.tokens.request(exchange) },
      {
        ...open,
        method: "POST",
        path: "/v1/refreshtoken",
        handle: (exchange: Exchange) => this.tokens.renew(exchange),
      },
      { ...open, method: "POST", path: "/v1/signout", handle: (exchange: Exchange) => this.tokens.signOut(exchange) },
      { ...open, method: "GET", path: "/heartbeat/server", handle: () => plain(200, "Server is alive.") },
      { ...open, method: "GET", path: "/heartbeat/database", handle: () => plain(200, "Database is alive.") },
      { method: "GET", path: "/heartbeat/authorized", query: [], handle: (): Answer => ({ status: 204 }) },
    ];
  }

  /** Both spellings of the version lead to the same routes. */
  rewrite(path: string): string {
    return path.startsWith("/v1.0/") ? `/v1/${path.slice(6)}` : path;
  }

  answer(exchange: Exchange, { route, parameters, pathKnown }: Found): Answer {
    const version = /^\/v[^/]*\//i.exec(exchange.path)?.[0];
    if (version !== undefined && version.toLowerCase() !== "/v1/")
      return severaError("InvalidApiVersion", "This version of the API is not known.", {
        type: "UriParameter",
        name: "version",
      });
    if (route === undefined) return pathKnown ? { status: 405 } : severaNotFound;
    if (route.open !== true) {
      const refused = this.tokens.refuse(exchange, route.scope);
      if (refused !== undefined) return refused;
    }
    return route.handle({ ...exchange, parameters });
  }

  audit(): Audited<SeveraReport> {
    return auditSevera(this);
  }
}
