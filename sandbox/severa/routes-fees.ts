import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type Json, type JsonRecord, parseJson, textAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { severaError, severaNotFound } from "./errors.ts";
import { asChange, readPatch } from "./json-patch.ts";
import { tokenPage } from "./paging.ts";
import { changedSince, list, registerRoutes } from "./register-routes.ts";
import type { World } from "./world.ts";

const inputs = [
  "name",
  "billingDependencyPhase",
  "billingSchedule",
  "costCenter",
  "description",
  "displayPeriodStartDate",
  "eventDate",
  "hasVolumePricing",
  "invoice",
  "invoiceQuantity",
  "invoiceRowComment",
  "invoiceRowDescription",
  "isBillable",
  "measurementUnit",
  "phase",
  "plannedBillingDate",
  "product",
  "productType",
  "project",
  "quantity",
  "salesAccount",
  "unitCost",
  "unitPrice",
  "user",
  "vatRate",
] as const;
const productTypes = ["FixedFees", "Materials", "Subcontracting"];
const schedules = ["Immediately", "OnDate", "WhenPhaseCompleted", "Recurring"];
const writable = {
  references: [],
  fields: [
    "name",
    "description",
    "quantity",
    "unitPrice",
    "unitCost",
    "measurementUnit",
    "eventDate",
    "isBillable",
    "vatRate",
  ],
};

/** Project fees: what purchase invoices become. */
export function feeRoutes(world: World, created: string[]): readonly Route[] {
  return [
    ...registerRoutes({
      path: "/v1/projectfees",
      register: world.projectFees,
      scope: "fees:read",
      style: "token",
      filters: { changedSince },
    }),
    {
      method: "POST",
      path: "/v1/projectfees",
      scope: "fees:write",
      query: [],
      handle: (exchange) => create(world, created, exchange),
    },
    {
      method: "PATCH",
      path: "/v1/projectfees/{guid}",
      scope: "fees:write",
      query: [],
      handle: (exchange) => patch(world, exchange),
    },
    {
      method: "GET",
      path: "/v1/projects/{projectGuid}/projectfees",
      scope: "fees:read",
      query: ["pageToken", "rowCount"],
      handle: (exchange) => {
        const project = world.projects.get(exchange.parameters[0] ?? "");
        if (project === undefined) return severaNotFound;
        return project === undefined
          ? tokenPage(exchange, { size: 0, accept: () => false, text: () => "" })
          : list(exchange, world.projectFees, "token", {
              of: () => (fee) => isRecord(fee["project"]) && fee["project"]["guid"] === project["guid"],
            });
      },
    },
  ];
}

/** The members under their own names, whatever case they came in. */
function canonical(body: JsonRecord): JsonRecord {
  const names = new Map(inputs.map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const known = names.get(name.toLowerCase());
      return known === undefined ? [] : [[known, value] as const];
    }),
  );
}

function invalid(name: string, message: string): Answer {
  return severaError("InvalidParameter", message, { type: "RequestBody", name });
}

function create(world: World, created: string[], exchange: Exchange): Answer {
  const body = parseJson(exchange.body.toString("utf8"));
  if (!isRecord(body))
    return severaError("InvalidRequest", "The request body is not a JSON object.", {
      type: "RequestBody",
      name: "body",
    });
  const input = canonical(body);
  const project = found(world.projects, input["project"]);
  if (project === undefined) return invalid("project", "project is required and must exist.");
  if (project["isClosed"] === true)
    return severaError("InvalidOperation", "The project is closed.", { type: "RequestBody", name: "project" });
  const refused = refusal(world, input);
  if (refused !== undefined) return refused;
  const product = found(world.products, input["product"]);
  const user = found(world.users, input["user"]);
  const phase = found(world.phases, input["phase"]) ?? (isRecord(project["rootPhase"]) ? project["rootPhase"] : {});
  const center = found(world.costCenters, input["costCenter"]);
  const unit = isRecord(project["businessUnit"]) ? project["businessUnit"] : {};
  const guid = world.guid("projectFee", world.projectFees.size);
  const { billingDependencyPhase: _, invoice: __, salesAccount: ___, ...plain } = input;
  const record = {
    ...plain,
    name: textAt(input, "name") ?? product?.["name"] ?? null,
    guid,
    project: { guid: project["guid"], name: project["name"], companyGuid: unit["companyGuid"] },
    phase: { guid: phase["guid"], name: phase["name"] },
    customer: project["customer"] ?? null,
    product: product === undefined ? null : { name: product["name"], guid: product["guid"], code: product["code"] },
    quantity: typeof input["quantity"] === "number" ? input["quantity"] : 0,
    hasVolumePricing: input["hasVolumePricing"] === true,
    productType: input["productType"] ?? product?.["type"] ?? "FixedFees",
    user:
      user === undefined
        ? null
        : { code: user["code"], name: `${user["lastName"]} ${user["firstName"]}`, guid: user["guid"] },
    costCenter:
      center === undefined
        ? (project["costCenter"] ?? null)
        : { name: center["name"], guid: center["guid"], identifier: center["identifier"] },
    billingSchedule: input["billingSchedule"] ?? "Immediately",
    isBillable: input["isBillable"] ?? true,
    isRecurrenceRule: false,
    ...world.audit(exchange.now),
  };
  world.projectFees.add(record, exchange.now, exchange.now + world.options.listLagMs + exchange.lagMs);
  created.push(guid);
  return json(201, [record]);
}

function refusal(world: World, input: JsonRecord): Answer | undefined {
  if (input["quantity"] !== undefined && typeof input["quantity"] !== "number")
    return invalid("quantity", "quantity is a number.");
  if (typeof input["productType"] === "string" && !productTypes.includes(input["productType"]))
    return invalid("productType", `productType is one of ${productTypes.join(", ")}.`);
  if (typeof input["billingSchedule"] === "string" && !schedules.includes(input["billingSchedule"]))
    return invalid("billingSchedule", `billingSchedule is one of ${schedules.join(", ")}.`);
  if (typeof input["eventDate"] === "string" && !/^\d{4}-\d{2}-\d{2}/.test(input["eventDate"]))
    return invalid("eventDate", "eventDate is a date.");
  for (const name of ["unitPrice", "unitCost"]) {
    const money = input[name];
    if (money === undefined || money === null) continue;
    if (
      !isRecord(money) ||
      typeof money["currencyCode"] !== "string" ||
      !world.currencies.all().some((currency) => currency["code"] === money["currencyCode"])
    )
      return invalid(name, `${name} needs an amount and a known currencyCode.`);
    if (money["amount"] !== null && typeof money["amount"] !== "number")
      return invalid(name, `${name}.amount is a number.`);
  }
  for (const [name, register] of [
    ["product", world.products],
    ["user", world.users],
    ["phase", world.phases],
    ["costCenter", world.costCenters],
  ] as const) {
    if (input[name] !== undefined && input[name] !== null && found(register, input[name]) === undefined)
      return invalid(name, `There is no such ${name}.`);
  }
  return undefined;
}

function found(
  register: { get(guid: string): JsonRecord | undefined },
  reference: Json | undefined,
): JsonRecord | undefined {
  return isRecord(reference) && typeof reference["guid"] === "string" ? register.get(reference["guid"]) : undefined;
}

function patch(world: World, exchange: Exchange): Answer {
  const record = world.projectFees.get(exchange.parameters[0] ?? "");
  if (record === undefined) return severaNotFound;
  const change = asChange(readPatch(exchange.body, writable));
  return json(200, [world.projectFees.replace(String(record["guid"]), { ...record, ...change }, exchange.now)]);
}
