import type { Settled } from "../options.ts";
import { type Answer, type Exchange, json, type Responder } from "../server/exchange.ts";
import { type Found, Router } from "../server/router.ts";
import type { Severa } from "../severa/severa.ts";
import { Books } from "./books.ts";
import { procountorError, procountorNotFound } from "./errors.ts";
import { attachmentRoutes } from "./routes-attachments.ts";
import { companyRoutes } from "./routes-company.ts";
import { dimensionRoutes } from "./routes-dimensions.ts";
import { invoiceRoutes } from "./routes-invoices.ts";
import { receiptRoutes } from "./routes-receipts.ts";
import { registerRoutes } from "./routes-registers.ts";
import { seedBooks } from "./seed-books.ts";
import { type ProcountorClient, ProcountorTokens } from "./tokens.ts";

/** The imitated Procountor: one company and one API key. */
export class Procountor implements Responder {
  readonly books: Books;
  readonly tokens: ProcountorTokens;
  readonly router: Router;

  /** The registers are seeded to fit what Severa holds. */
  constructor(options: Settled, client: ProcountorClient, severa: Severa) {
    this.books = new Books(options);
    seedBooks(this.books, severa);
    this.tokens = new ProcountorTokens(options.seed, client, options.tokenSeconds);
    this.router = new Router([
      {
        method: "POST",
        path: "/oauth/token",
        query: [],
        open: true,
        handle: (exchange) => this.tokens.request(exchange),
      },
      {
        method: "GET",
        path: "/status",
        query: [],
        open: true,
        handle: () => json(200, { name: "Procountor API", version: "26.04", status: "OK", procountorVersion: "R104" }),
      },
      ...invoiceRoutes(this.books),
      ...receiptRoutes(this.books),
      ...registerRoutes(this.books),
      ...dimensionRoutes(this.books),
      ...attachmentRoutes(this.books),
      ...companyRoutes(this.books),
    ]);
  }

  find(method: string, path: string): Found {
    return this.router.find(method, path);
  }

  answer(exchange: Exchange, { route, parameters, pathKnown }: Found): Answer {
    if (route?.open !== true) {
      const refused = this.tokens.refuse(exchange);
      if (refused !== undefined) return refused;
    }
    if (route === undefined)
      return pathKnown ? procountorError(405, `Request method '${exchange.method}' not supported`) : procountorNotFound;
    return route.handle({ ...exchange, parameters });
  }
}
