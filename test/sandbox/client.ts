import type { Sandbox } from "../../sandbox/sandbox.ts";
import { type Json, type JsonRecord, recordsAt } from "../../sandbox/server/json.ts";

/** An answer as a test looks at it. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  readonly record: JsonRecord;
  readonly list: readonly JsonRecord[];
}

export type Call = (
  method: string,
  path: string,
  body?: Json | string,
  headers?: Record<string, string>,
) => Promise<Seen>;

export async function seen(response: Response): Promise<Seen> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get record() {
      return JSON.parse(text) as JsonRecord;
    },
    get list() {
      return JSON.parse(text) as readonly JsonRecord[];
    },
  };
}

export async function send(
  url: string,
  method: string,
  body: Json | string | undefined,
  headers: Record<string, string>,
): Promise<Seen> {
  if (body === undefined) return seen(await fetch(url, { method, headers }));
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return seen(await fetch(url, { method, headers: { "Content-Type": "application/json", ...headers }, body: text }));
}

export function severaLogIn({ baseUrl, clientId, clientSecret }: Sandbox["severa"], scope?: string): Promise<Seen> {
  const client = { client_id: clientId, client_secret: clientSecret };
  return send(`${baseUrl}/v1/token`, "POST", { ...client, ...(scope === undefined ? {} : { scope }) }, {});
}

export async function severaToken(sandbox: Sandbox, scope?: string): Promise<string> {
  return String((await severaLogIn(sandbox.severa, scope)).record["access_token"]);
}

/** Calls Severa as the client of the sandbox. */
export async function severa(sandbox: Sandbox, scope?: string): Promise<Call> {
  const token = await severaToken(sandbox, scope);
  return (method, path, body, headers = {}) =>
    send(`${sandbox.severa.baseUrl}${path}`, method, body, {
      Authorization: `Bearer ${token}`,
      Client_Id: sandbox.severa.clientId,
      ...headers,
    });
}

export async function procountorLogIn(
  { baseUrl, clientId, clientSecret, apiKey }: Sandbox["procountor"],
  change: Record<string, string> = {},
  type = "application/x-www-form-urlencoded",
): Promise<Seen> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    api_key: apiKey,
    ...change,
  });
  return seen(
    await fetch(`${baseUrl}/oauth/token`, {
      method: "POST",
      headers: { "Content-Type": type },
      body: Buffer.from(form.toString()),
    }),
  );
}

export function procountorToken(sandbox: Sandbox, change?: Record<string, string>, type?: string): Promise<Seen> {
  return procountorLogIn(sandbox.procountor, change, type);
}

/** Calls Procountor with the API key of the sandbox. */
export async function procountor(sandbox: Sandbox): Promise<Call> {
  const token = String((await procountorToken(sandbox)).record["access_token"]);
  return (method, path, body, headers = {}) =>
    send(`${sandbox.procountor.baseUrl}${path}`, method, body, { Authorization: `Bearer ${token}`, ...headers });
}

/** Calls what lies under `/sandbox`: a POST with a body, else a GET. */
export function inspector(
  sandbox: Pick<Sandbox, "url">,
): (path: string, body?: JsonRecord) => Promise<{ readonly status: number; readonly body: JsonRecord }> {
  return async (path, body) => {
    const answer = await send(`${sandbox.url}/sandbox${path}`, body === undefined ? "GET" : "POST", body, {});
    return { status: answer.status, body: answer.record };
  };
}

/** All records of a list of Severa, by pages of seven. */
export async function allPages(call: Call, path: string): Promise<readonly JsonRecord[]> {
  const found: JsonRecord[] = [];
  let token = "";
  do {
    const answer = await call(
      "GET",
      `${path}${path.includes("?") ? "&" : "?"}rowCount=7${token === "" ? "" : `&pageToken=${token}`}`,
    );
    found.push(...answer.list);
    token = answer.headers.get("NextPageToken") ?? "";
  } while (token !== "");
  return found;
}

/** GUID of an invoice status of Severa. */
export async function statusGuid(call: Call, name: string): Promise<string> {
  const found = (await call("GET", "/v1/invoicestatuses")).list.find((entry) => entry["name"] === name);
  return String(found?.["guid"]);
}

/** The rows of a page of Procountor. */
export function results(answer: Seen): readonly JsonRecord[] {
  return recordsAt(answer.record, "results");
}

/** The account that Procountor's company is paid to. */
export async function ibanOf(call: Call): Promise<string> {
  return String(results(await call("GET", "/bankaccounts"))[0]?.["iban"]);
}

/** The smallest sales invoice that Procountor takes, with changes by dotted path; undefined takes a member away. */
export function salesInvoice(iban: string, change: Readonly<Record<string, Json | undefined>> = {}): JsonRecord {
  const invoice: Record<string, unknown> = {
    type: "SALES_INVOICE",
    status: "UNFINISHED",
    date: "2026-02-10",
    counterParty: {
      counterPartyAddress: {
        name: "Rannikon Data Oy",
        street: "Rantatie 4",
        zip: "00100",
        city: "HELSINKI",
        country: "FINLAND",
      },
    },
    paymentInfo: {
      paymentMethod: "BANK_TRANSFER",
      currency: "EUR",
      bankAccount: { accountNumber: iban },
      dueDate: "2026-02-24",
      currencyRate: 1,
    },
    extraInfo: { accountingByRow: true, unitPricesIncludeVat: false },
    discountPercent: 0,
    invoiceRows: [
      { product: "Suunnittelu", quantity: 7.5, unit: "HOUR", unitPrice: 115, discountPercent: 0, vatPercent: 25.5 },
      { product: "Tarvikkeet", quantity: 2, unit: "PIECE", unitPrice: 34.9, discountPercent: 0, vatPercent: 25.5 },
    ],
    vatStatus: 1,
    invoiceChannel: "NO_SENDING",
    language: "FINNISH",
  };
  for (const [path, value] of Object.entries(change)) put(invoice, path.split("."), value);
  return invoice as JsonRecord;
}

function put(into: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: Json | undefined): void {
  if (rest.length === 0) into[first] = value;
  else {
    into[first] ??= {};
    put(into[first] as Record<string, unknown>, rest, value);
  }
}
