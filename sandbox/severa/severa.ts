import type { Settled } from "../options.ts";
import { type Answer, type Exchange, json, plain, type Responder } from "../server/exchange.ts";
import { type Found, Router } from "../server/router.ts";
import { casesByInvoice, type InvoiceCase } from "./cases.ts";
import { Refusal, severaError, severaNotFound } from "./errors.ts";
import { InvoiceTable } from "./invoices.ts";
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
import { type SeveraClient, SeveraTokens } from "./tokens.ts";
import { World } from "./world.ts";

/** The imitated Severa: one organisation and one API client. */
export class Severa implements Responder {
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

  constructor(options: Settled, client: SeveraClient) {
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
    this.tokens = new SeveraTokens(options.seed, client, options.tokenSeconds);
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

  find(method: string, path: string): Found {
    return this.router.find(method, path);
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
    try {
      return route.handle({ ...exchange, parameters });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }
}
