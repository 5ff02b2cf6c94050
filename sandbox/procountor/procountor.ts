import type { Company } from "../seed/company.ts";
import { type Answer, type Exchange, json } from "../server/exchange.ts";
import type { Audited, Imitation } from "../server/imitation.ts";
import type { JsonRecord } from "../server/json.ts";
import type { ChosenOptions } from "../server/options.ts";
import { type Found, Router } from "../server/router.ts";
import { auditBooks, type ProcountorReport } from "./audit.ts";
import { Books } from "./books.ts";
import { editInvoice } from "./edits.ts";
import { procountorError, procountorNotFound } from "./errors.ts";
import { chosenByProcountor, type ProcountorChosen, type ProcountorOptions } from "./options.ts";
import { attachmentRoutes } from "./routes-attachments.ts";
import { companyRoutes } from "./routes-company.ts";
import { dimensionRoutes } from "./routes-dimensions.ts";
import { invoiceRoutes } from "./routes-invoices.ts";
import { receiptRoutes } from "./routes-receipts.ts";
import { registerRoutes } from "./routes-registers.ts";
import { missingProductCodes, seedBooks } from "./seed-books.ts";
import { ProcountorTokens } from "./tokens.ts";

export function imitateProcountor(options: ChosenOptions & ProcountorOptions, company: Company): Procountor {
  return new Procountor(chosenByProcountor(options), company);
}

/** The imitated Procountor: one company and one API key. */
export class Procountor implements Imitation {
  readonly title = "Procountor";
  readonly base = "/procountor/api";
  readonly client = {
    clientId: "KoppelSandboxClient",
    clientSecret: "procountor-secret-of-the-sandbox",
    apiKey: "procountor-api-key-of-the-sandbox",
  };
  readonly quota = { calls: 60, windowMs: 1000, refusal: procountorError(429, "Too many requests") };
  readonly foldsQuery = false;
  readonly books: Books;
  readonly tokens: ProcountorTokens;
  readonly router: Router;
  readonly edits = {
    invoices: (number: number, change: JsonRecord, now: number) => editInvoice(this.books, number, change, now),
  };
  /** Product codes that have to be created on the way. */
  readonly expected: { readonly missingProductCodes: readonly string[] } = { missingProductCodes };

  constructor(options: ProcountorChosen, company: Company) {
    this.books = new Books(options);
    seedBooks(this.books, company);
    this.tokens = new ProcountorTokens(options.seed, this.client, options.tokenSeconds);
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

  answer(exchange: Exchange, { route, parameters, pathKnown }: Found): Answer {
    if (route?.open !== true && this.tokens.sessionOf(exchange) === undefined) return this.tokens.rules.refusal;
    if (route === undefined)
      return pathKnown ? procountorError(405, `Request method '${exchange.method}' not supported`) : procountorNotFound;
    return route.handle({ ...exchange, parameters });
  }
  audit(): Audited<ProcountorReport> {
    return auditBooks(this.books);
  }
}
