import { describe } from "vitest";
import { imitations } from "../../sandbox/imitations.ts";
import { type Exchange, json, jsonText } from "../../sandbox/server/exchange.ts";
import type { Document, Imitation } from "../../sandbox/server/imitation.ts";
import { type JsonRecord, numberAt, parseJson, recordAt, recordsAt, textAt } from "../../sandbox/server/json.ts";
import type { ChosenOptions } from "../../sandbox/server/options.ts";
import { arrayOf, openCursor, pageFrom, sealCursor } from "../../sandbox/server/paging.ts";
import { RecordStore } from "../../sandbox/server/record-store.ts";
import { type Found, Router } from "../../sandbox/server/router.ts";
import { Tokens } from "../../sandbox/server/tokens.ts";
import { type Call, procountorLogIn, salesInvoice, send, severaLogIn } from "./client.ts";
import { conformance, type Subject } from "./conformance.ts";

/** A third system, as small as one can be: a till whose newest token alone holds and whose pages follow a Link header. */
class Till implements Imitation {
  readonly title = "Till";
  readonly base = "/till";
  readonly client = { user: "koppel", password: "secret of the till" };
  readonly quota = { calls: 5, windowMs: 1000, refusal: json(429, {}, { "Retry-After": "1" }) };
  readonly foldsQuery = false;
  readonly expected = {};
  readonly tokens: Tokens<true>;
  readonly sales = new RecordStore<number>();
  readonly edits = { sales: (number: number, change: JsonRecord, now: number) => this.#edit(number, change, now) };
  readonly router = new Router([
    { method: "POST", path: "/login", query: [], open: true, handle: (exchange) => this.#logIn(exchange) },
    { method: "GET", path: "/sales", query: ["rows", "after"], handle: (exchange) => this.#list(exchange) },
    { method: "POST", path: "/sales", query: [], handle: (exchange) => this.#create(exchange) },
  ]);

  constructor({ tokenSeconds }: ChosenOptions) {
    this.tokens = new Tokens({ seconds: tokenSeconds, newestOnly: true, refusal: json(401, { error: "log in" }) });
    for (let id = 1; id <= 7; id += 1) this.sales.put(id, { id, slip: `seed ${id}` }, 0);
  }

  answer(exchange: Exchange, { route, parameters }: Found) {
    if (route?.open !== true && this.tokens.sessionOf(exchange) === undefined) return this.tokens.rules.refusal;
    return route === undefined ? json(404, {}) : route.handle({ ...exchange, parameters });
  }

  audit() {
    const slips = this.sales.all().flatMap(({ made, record }) => (made ? [String(record["slip"])] : []));
    const sales = Object.fromEntries(slips.map((slip) => [slip, slips.filter((other) => other === slip).length]));
    return { created: { sales }, released: [], holds: ({ number }: Document) => `${number}` in sales, report: {} };
  }

  #logIn({ body, now }: Exchange) {
    if (body.toString() !== JSON.stringify(this.client)) return json(403, { error: "who is that?" });
    const token = `till ${now} ${Math.random()}`;
    return json(200, { token, ends: this.tokens.issue(token, true, now) });
  }

  #list(exchange: Exchange) {
    const start = openCursor(exchange, exchange.query.one("after") ?? "", ["rows", "after"]) ?? 0;
    const page = pageFrom(this.sales.listing(exchange.now), start, Number(exchange.query.one("rows")));
    const next = page.next === undefined ? "" : sealCursor(exchange, page.next, ["rows", "after"]);
    return jsonText(200, arrayOf(page), next === "" ? {} : { Link: `<?after=${next}>; rel="next"` });
  }

  #create({ body, now, lagMs }: Exchange) {
    const id = this.sales.size + 1;
    const sale = { ...(parseJson(body.toString()) as JsonRecord), id };
    return json(201, this.sales.put(id, sale, now, { made: true, visible: now + lagMs }).record);
  }

  #edit(number: number, change: JsonRecord, now: number) {
    const sale = this.sales.get(number);
    if (sale === undefined) return `there is no sale ${number}`;
    this.sales.replace(sale, { ...sale.record, ...change }, now);
    return sale.record;
  }
}

const till: Subject = {
  name: "till",
  systems: { till: (options: ChosenOptions) => new Till(options) },
  logIn: ({ baseUrl, ...client }) => send(`${baseUrl}/login`, "POST", client, {}),
  headers: ({ record }) => ({ Authorization: `Bearer ${record["token"]}` }),
  lists: {
    "by a Link header": {
      first: (size) => `/sales?rows=${size}`,
      next: (_, { headers }, size) => {
        const after = /after=([^>]*)>/.exec(headers.get("Link") ?? "")?.[1];
        return after === undefined ? undefined : `/sales?rows=${size}&after=${after}`;
      },
      ids: ({ list }) => list.map(({ id }) => id),
    },
  },
  create: {
    route: "^POST /sales$",
    send: (call, name) => call("POST", "/sales", { slip: name }),
    kind: "sales",
    listed: async (call, name) =>
      (await call("GET", "/sales?rows=100")).list.filter(({ slip }) => slip === name).length,
  },
  edit: {
    kind: "sales",
    number: 3,
    change: { slip: "corrected" },
    shown: async (call) => (await call("GET", "/sales?rows=3")).list[2]?.["slip"],
    becomes: "corrected",
  },
  carry: {
    kind: "receives",
    document: { kind: "sale", number: 77 },
    receive: (call) => call("POST", "/sales", { slip: "77" }),
  },
};

const severa: Subject = {
  name: "severa",
  systems: { severa: imitations.severa },
  logIn: (access) => severaLogIn(access as Parameters<typeof severaLogIn>[0]),
  headers: ({ record }, access) => ({
    Authorization: `Bearer ${record["access_token"]}`,
    Client_Id: (access as Parameters<typeof severaLogIn>[0]).clientId,
  }),
  lists: {
    "by a token in a header": {
      first: (size) => `/v1/invoices?rowCount=${size}`,
      next: (_, { headers }, size) => {
        const token = headers.get("NextPageToken");
        return token === null ? undefined : `/v1/invoices?rowCount=${size}&pageToken=${token}`;
      },
      ids: ({ list }) => list.map(({ guid }) => guid),
    },
    "by the first row": {
      first: (size) => `/v1/contactpersons?rowCount=${size}&firstRow=0`,
      next: (path, { list }, size) =>
        list.length < size ? undefined : path.replace(/firstRow=(\d+)/, (_, row) => `firstRow=${Number(row) + size}`),
      ids: ({ list }) => list.map(({ guid }) => guid),
    },
  },
  create: {
    route: "^POST /v1/projectfees$",
    send: async (call, name) => {
      const [project] = (await call("GET", "/v1/projects?rowCount=1")).list;
      return call("POST", "/v1/projectfees", {
        name,
        project: { guid: project?.["guid"] ?? null },
        quantity: 1,
        unitPrice: { amount: 120.5, currencyCode: "EUR" },
        eventDate: "2026-03-01",
      });
    },
    kind: "fees",
    listed: async (call, name) =>
      (await call("GET", "/v1/projectfees?rowCount=100")).list.filter((fee) => fee["name"] === name).length,
  },
  edit: {
    kind: "invoices",
    number: 26001,
    change: { status: "Draft", orderNumber: "PO-9" },
    shown: async (call) => {
      const [invoice] = (await call("GET", "/v1/invoices?numbers=26001")).list;
      return [recordAt(invoice ?? {}, "status")["name"], invoice?.["orderNumber"]];
    },
    becomes: ["Draft", "PO-9"],
  },
  carry: {
    kind: "releases",
    release: async (call) => {
      const [invoice] = (await call("GET", "/v1/invoices?numbers=26002")).list;
      const statuses = (await call("GET", "/v1/invoicestatuses")).list;
      const transferred = statuses.find(({ name }) => name === "Transferred to Procountor");
      const change = { op: "Replace", path: "/status/guid", value: transferred?.["guid"] ?? null };
      await call("PATCH", `/v1/invoices/${invoice?.["guid"]}`, [change]);
      return { kind: "invoice", number: numberAt(invoice ?? {}, "number") ?? 0 };
    },
  },
};

const results = (page: { readonly record: JsonRecord }) => recordsAt(page.record, "results");
const invoiceTo = async (call: Call, originalInvoiceNumber: string) => {
  const [account] = results(await call("GET", "/bankaccounts"));
  return call("POST", "/invoices", salesInvoice(textAt(account ?? {}, "iban") ?? "", { originalInvoiceNumber }));
};

const procountor: Subject = {
  name: "procountor",
  // The bank accounts of the company, which it is seeded to fit.
  systems: imitations,
  logIn: (access) => procountorLogIn(access as Parameters<typeof procountorLogIn>[0]),
  headers: ({ record }) => ({ Authorization: `Bearer ${record["access_token"]}` }),
  lists: {
    "by a page number": {
      first: (size) => `/products?size=${size}&page=0`,
      next: (path, page, size) =>
        results(page).length < size
          ? undefined
          : path.replace(/page=(\d+)/, (_, number) => `page=${Number(number) + 1}`),
      ids: (page) => results(page).map(({ id }) => id),
    },
    "behind an id": {
      first: (size) => `/invoices?orderById=ASC&size=${size}`,
      next: (_, page, size) => {
        const last = results(page).at(-1);
        return last === undefined || results(page).length < size
          ? undefined
          : `/invoices?orderById=ASC&size=${size}&previousId=${last["id"]}`;
      },
      ids: (page) => results(page).map(({ id }) => id),
    },
  },
  create: {
    route: "^POST /invoices$",
    send: invoiceTo,
    kind: "sales",
    listed: async (call, name) => results(await call("GET", `/invoices?originalInvoiceNumber=${name}`)).length,
  },
  edit: {
    kind: "invoices",
    number: 10_001,
    change: { status: "VERIFIED", notes: "seen" },
    shown: async (call) => {
      const found = results(await call("GET", "/invoices?orderById=ASC&size=1"))[0];
      const { status, notes } = (await call("GET", `/invoices/${found?.["id"]}`)).record;
      return [status, notes];
    },
    becomes: ["VERIFIED", "seen"],
  },
  carry: {
    kind: "receives",
    document: { kind: "invoice", number: 77 },
    receive: (call) => invoiceTo(call, "77"),
  },
};

describe.each([till, severa, procountor])("$name conforms:", conformance);
