import { type Answer, type Exchange, json, jsonText } from "../server/exchange.ts";
import { isRecord, type JsonRecord, merged, parseJson, recordAt, textAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { type Books, indexed } from "./books.ts";
import { type FieldError, invalid, procountorError, procountorErrors, procountorNotFound } from "./errors.ts";
import { isIdentifier } from "./invoice-rules.ts";
import { inTime, page, type Store, type Stored, several } from "./store.ts";
import { faults } from "./validate.ts";

/** Business partners, products and persons. */
export function registerRoutes(books: Books): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/businesspartners",
      query: [
        "identifierType",
        "customerNumber",
        "type",
        "orderById",
        "previousId",
        "active",
        "versionStartDate",
        "versionEndDate",
        "size",
        "page",
      ],
      handle: (exchange) => searchPartners(books, exchange),
    },
    ...kind(
      books.partners,
      "/businesspartners",
      "{id}",
      {
        shape: "BusinessPartner",
        check: partnerFaults,
        added: (stored) =>
          indexed(books.byCustomerNumber, String(recordAt(stored.record, "invoicingInfo")["customerNumber"]), stored),
      },
      books,
    ),
    {
      method: "PATCH",
      path: "/businesspartners/{id}",
      query: ["version"],
      handle: (exchange) => patchPartner(books, exchange),
    },
    {
      method: "GET",
      path: "/products",
      query: [
        "name",
        "previousId",
        "size",
        "orderById",
        "orderByVersion",
        "type",
        "code",
        "startDate",
        "endDate",
        "active",
        "versionStartDate",
        "versionEndDate",
      ],
      handle: (exchange) => searchProducts(books, exchange),
    },
    ...kind(books.products, "/products", "{productId}", { shape: "Product", check: () => [] }, books),
    {
      method: "GET",
      path: "/persons",
      query: ["personNumber", "includeInactive", "size", "page", "orderById"],
      handle: (exchange) => searchPersons(books, exchange),
    },
    ...kind(books.persons, "/persons", "{id}", { shape: "Person", check: () => [] }, books),
  ];
}

interface Kind {
  readonly shape: string;
  readonly check: (record: JsonRecord) => readonly FieldError[];
  readonly added?: (stored: Stored) => void;
}

/** Reading by id, creating and replacing. */
function kind(store: Store, path: string, parameter: string, of: Kind, books: Books): readonly Route[] {
  const accepted = (exchange: Exchange): JsonRecord | Answer => {
    const body = parseJson(exchange.body.toString("utf8"));
    if (!isRecord(body)) return procountorError(400, "Malformed JSON request");
    const shape = faults(of.shape, body);
    const errors = shape.length > 0 ? shape : of.check(body);
    return errors.length > 0 ? procountorErrors(errors) : body;
  };
  return [
    { method: "GET", path: `${path}/${parameter}`, query: [], handle: (exchange) => store.read(exchange) },
    {
      method: "POST",
      path,
      query: [],
      handle: (exchange) => {
        const body = accepted(exchange);
        if (isAnswer(body)) return body;
        const stored = store.add(body, exchange.now, {
          made: true,
          visible: books.visibleAt(exchange.now, exchange.lagMs),
        });
        of.added?.(stored);
        return jsonText(200, store.text(stored));
      },
    },
    {
      method: "PUT",
      path: `${path}/${parameter}`,
      query: [],
      handle: (exchange) => {
        const stored = store.get(Number(exchange.parameters[0]));
        if (stored === undefined) return procountorNotFound;
        const body = accepted(exchange);
        if (isAnswer(body)) return body;
        const stale = staleness(stored, textAt(body, "version"), of.shape === "Person");
        if (stale !== undefined) return stale;
        store.replace(stored, body, exchange.now);
        of.added?.(stored);
        return jsonText(200, store.text(stored));
      },
    },
  ];
}

function isAnswer(value: JsonRecord | Answer): value is Answer {
  return typeof value["status"] === "number" && "body" in value && "type" in value && typeof value["body"] === "string";
}

function staleness(stored: Stored, version: string | undefined, required: boolean): Answer | undefined {
  if (version === undefined) return required ? procountorErrors([invalid("version", "NOT_NULL")]) : undefined;
  return version === stored.record["version"]
    ? undefined
    : procountorErrors([invalid("version", "The record has been changed since it was read")]);
}

function partnerFaults(partner: JsonRecord): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (partner["type"] === "CUSTOMER" && !isRecord(partner["address"])) errors.push(invalid("address", "NOT_NULL"));
  const identifier = textAt(recordAt(partner, "invoicingInfo"), "identifier");
  const country = textAt(recordAt(partner, "address"), "country");
  if (identifier !== undefined && !isIdentifier(identifier, country))
    errors.push(invalid("invoicingInfo.identifier", "ERROR_BRN_CODE"));
  return errors;
}

/** `name` and `identifier` are taken from the headers and refused in the query. */
function searchPartners(books: Books, exchange: Exchange): Answer {
  const { query, headers } = exchange;
  for (const name of ["name", "identifier"]) {
    if (query.one(name) !== undefined)
      return procountorErrors([invalid(name, `${name} must be given as a request header`)]);
  }
  const version = inTime(exchange, "version");
  if (typeof version !== "function") return version;
  const number = query.one("customerNumber");
  const type = query.one("type");
  const active = query.one("active") !== "false";
  const name = headerText(headers["name"])?.toLowerCase();
  const identifier = headerText(headers["identifier"]);
  const from = number === undefined ? books.partners.all() : [...new Set(books.byCustomerNumber.get(number) ?? [])];
  const accept = (stored: Stored): boolean => {
    const { record } = stored;
    const info = recordAt(record, "invoicingInfo");
    if (number !== undefined && info["customerNumber"] !== number) return false;
    if ((recordAt(record, "registryInfo")["active"] !== false) !== active) return false;
    if (type !== undefined && record["type"] !== type) return false;
    if (name !== undefined && !String(record["name"]).toLowerCase().includes(name)) return false;
    if (identifier !== undefined && info["identifier"] !== identifier) return false;
    return version(stored);
  };
  return page(exchange, { from, accept, order: "DESC", present: partnerRow });
}

/** Header values arrive as Latin-1; senders mean UTF-8 or percent-encoding. */
function headerText(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const text = Buffer.from(value, "latin1").toString("utf8");
  const proper = text.includes("\ufffd") ? value : text;
  try {
    return decodeURIComponent(proper);
  } catch {
    return proper;
  }
}

function partnerRow(stored: Stored): JsonRecord {
  const { id, name, billingAddress, invoicingInfo, registryInfo, type, version } = stored.record;
  const { customerNumber, identifier, identifierType } = isRecord(invoicingInfo) ? invoicingInfo : {};
  return {
    id,
    name,
    billingAddress,
    invoicingInfo: { customerNumber, identifier, identifierType },
    registryInfo: { active: isRecord(registryInfo) ? (registryInfo["active"] ?? true) : true },
    type,
    version,
  };
}

/** Customers and suppliers only, and only name, address, invoicing and payment; answers an empty object. */
function patchPartner(books: Books, exchange: Exchange): Answer {
  const stored = books.partners.get(Number(exchange.parameters[0]));
  if (stored === undefined) return procountorNotFound;
  const body = parseJson(exchange.body.toString("utf8"));
  if (!isRecord(body)) return procountorError(400, "Malformed JSON request");
  const { name, address, invoicingInfo, paymentInfo } = body;
  const given = Object.fromEntries(
    Object.entries({ name, address, invoicingInfo, paymentInfo }).filter(([, value]) => value !== undefined),
  );
  const record = merged(stored.record, given);
  const stale = staleness(stored, textAt(body, "version") ?? exchange.query.one("version"), true);
  if (stale !== undefined) return stale;
  const errors = [...faults("BusinessPartner", record), ...partnerFaults(record)];
  if (errors.length > 0) return procountorErrors(errors);
  books.partners.replace(stored, record, exchange.now);
  indexed(books.byCustomerNumber, String(recordAt(record, "invoicingInfo")["customerNumber"]), stored);
  return json(200, {});
}

/** Without `type` the allowances are left out. */
function searchProducts(books: Books, exchange: Exchange): Answer {
  const { query } = exchange;
  const version = inTime(exchange, "version");
  if (typeof version !== "function") return version;
  const types = several(exchange, "type") ?? new Set(["SALES", "PURCHASE"]);
  const name = query.one("name")?.toLowerCase();
  const code = query.one("code")?.toLowerCase();
  const active = query.one("active");
  const [start, end] = [query.one("startDate"), query.one("endDate")];
  const accept = (stored: Stored): boolean => {
    const { record } = stored;
    if (!types.has(String(record["type"]))) return false;
    if (name !== undefined && !String(record["name"]).toLowerCase().includes(name)) return false;
    if (
      code !== undefined &&
      !String(record["code"] ?? "")
        .toLowerCase()
        .includes(code)
    )
      return false;
    if (active !== undefined && record["active"] !== (active === "true")) return false;
    if (start !== undefined && String(record["endDate"] ?? "9999") < start) return false;
    if (end !== undefined && String(record["startDate"] ?? "0000") > end) return false;
    return version(stored);
  };
  return page(exchange, { from: books.products.all(), accept, present: ({ record }) => record, order: "DESC" });
}

/** The list has no e-mail address. */
function searchPersons(books: Books, exchange: Exchange): Answer {
  const { query } = exchange;
  const number = query.one("personNumber");
  const inactive = query.one("includeInactive") === "true";
  const accept = ({ record }: Stored): boolean => {
    if (!inactive && recordAt(record, "registryInfo")["active"] === false) return false;
    return number === undefined || String(recordAt(record, "invoicingInfo")["personNumber"] ?? "").includes(number);
  };
  const present = ({ record }: Stored): JsonRecord => {
    const { id, lastName, firstName, deliveryAddress } = record;
    const { personNumber, identifier, identifierType } = recordAt(record, "invoicingInfo");
    const { street, zip, city, country } = isRecord(deliveryAddress) ? deliveryAddress : {};
    return {
      id,
      lastName,
      firstName,
      deliveryAddress: { street, zip, city, country },
      invoicingInfo: { personNumber, identifier, identifierType },
      registryInfo: { active: recordAt(record, "registryInfo")["active"] ?? true },
    };
  };
  return page(exchange, { from: books.persons.all(), accept, present, order: "DESC" });
}
