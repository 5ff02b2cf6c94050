import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type JsonRecord, merged, parseJson } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { severaError, severaNotFound } from "./errors.ts";
import { asChange, readPatch, type Writable } from "./json-patch.ts";
import type { Register } from "./register.ts";
import type { kinds, World } from "./world.ts";

interface Written {
  readonly path: string;
  readonly register: Register;
  readonly scope: string;
  readonly kind: keyof typeof kinds;
  readonly required: readonly string[];
  readonly fields: readonly string[];
  readonly references?: Readonly<Record<string, Register>>;
}

/** Creation and change of the plain registers. */
export function writeRoutes(world: World): readonly Route[] {
  const written: readonly Written[] = [
    {
      path: "/v1/customers",
      register: world.customers,
      scope: "customers:write",
      kind: "customer",
      required: ["name"],
      fields: [
        "name",
        "number",
        "isActive",
        "isInternal",
        "notes",
        "email",
        "website",
        "vatNumber",
        "kvkNumber",
        "paymentTerm",
        "overdueInterest",
        "eInvoiceAddress",
        "eInvoiceOperator",
      ],
      references: { language: world.languages, currency: world.currencies, owner: world.users },
    },
    {
      path: "/v1/products",
      register: world.products,
      scope: "settings:write",
      kind: "product",
      required: ["name"],
      fields: [
        "name",
        "code",
        "unitPrice",
        "unitCost",
        "vatRate",
        "measurementUnit",
        "isActive",
        "type",
        "proposalDescription",
      ],
      references: { salesAccount: world.salesAccounts },
    },
    {
      path: "/v1/worktypes",
      register: world.workTypes,
      scope: "settings:write",
      kind: "workType",
      required: ["name"],
      fields: ["name", "isActive", "isProductive", "isDefault", "code", "hourCost"],
      references: { salesAccount: world.salesAccounts },
    },
    {
      path: "/v1/costcenters",
      register: world.costCenters,
      scope: "settings:write",
      kind: "costCenter",
      required: ["name", "identifier"],
      fields: ["name", "identifier", "isActive", "isDefault"],
    },
    {
      path: "/v1/invoicestatuses",
      register: world.invoiceStatuses,
      scope: "settings:write",
      kind: "invoiceStatus",
      required: ["name"],
      fields: [
        "name",
        "isActive",
        "isDefault",
        "isReadOnly",
        "hasInvoiceNumber",
        "isSent",
        "isWaitingPayment",
        "isPaid",
        "isDefaultForCreditNote",
        "sortOrder",
      ],
    },
    {
      path: "/v1/travelreimbursementstatuses",
      register: world.travelStatuses,
      scope: "settings:write",
      kind: "travelStatus",
      required: ["name"],
      fields: ["name", "sortOrder", "isLocked", "isApproved", "isActive", "isDefault"],
    },
  ];
  return [
    ...written.flatMap((definition): readonly Route[] => [
      {
        method: "POST",
        path: definition.path,
        scope: definition.scope,
        query: [],
        handle: (exchange) => create(world, definition, exchange),
      },
      {
        method: "PATCH",
        path: `${definition.path}/{guid}`,
        scope: definition.scope,
        query: [],
        handle: (exchange) => patch(definition, exchange),
      },
    ]),
    {
      method: "PATCH",
      path: "/v1/projects/{guid}",
      scope: "projects:write",
      query: [],
      handle: (exchange) =>
        patch(
          {
            register: world.projects,
            fields: ["name", "number", "description", "isClosed", "orderNumber", "ourReference", "yourReference"],
          },
          exchange,
        ),
    },
    {
      method: "PATCH",
      path: "/v1/users/{guid}",
      scope: "users:write",
      query: [],
      handle: (exchange) =>
        patch(
          {
            register: world.users,
            fields: [
              "firstName",
              "lastName",
              "email",
              "phone",
              "socialSecurityNumber",
              "bankAccountNumber",
              "code",
              "isActive",
            ],
          },
          exchange,
        ),
    },
  ];
}

function create(world: World, definition: Written, exchange: Exchange): Answer {
  const body = parseJson(exchange.body.toString("utf8"));
  if (!isRecord(body))
    return severaError("InvalidRequest", "The request body is not a JSON object.", {
      type: "RequestBody",
      name: "body",
    });
  const known = new Map(
    [...definition.fields, ...Object.keys(definition.references ?? {})].map((name) => [name.toLowerCase(), name]),
  );
  const input: Record<string, JsonRecord[string]> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = known.get(name.toLowerCase());
    if (field !== undefined) input[field] = value;
  }
  const missing = definition.required.find((name) => typeof input[name] !== "string" || input[name] === "");
  if (missing !== undefined)
    return severaError("InvalidParameter", `${missing} is required.`, { type: "RequestBody", name: missing });
  for (const [name, register] of Object.entries(definition.references ?? {})) {
    const given = input[name];
    if (given === undefined || given === null) continue;
    const found = isRecord(given) ? register.get(String(given["guid"])) : undefined;
    if (found === undefined)
      return severaError("InvalidParameter", `There is no such ${name}.`, { type: "RequestBody", name });
    input[name] = { guid: found["guid"], name: found["name"] ?? null };
  }
  const record = {
    isActive: true,
    ...input,
    guid: world.guid(definition.kind, definition.register.size),
    ...world.audit(exchange.now),
  };
  return json(
    201,
    definition.register.add(record, exchange.now, exchange.now + world.options.listLagMs + exchange.lagMs),
  );
}

function patch(definition: Pick<Written, "register" | "fields">, exchange: Exchange): Answer {
  const record = definition.register.get(exchange.parameters[0] ?? "");
  if (record === undefined) return severaNotFound;
  const writable: Writable = { references: [], fields: definition.fields };
  return json(200, [
    definition.register.replace(
      String(record["guid"]),
      merged(record, asChange(readPatch(exchange.body, writable))),
      exchange.now,
    ),
  ]);
}
