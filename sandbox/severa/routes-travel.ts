import { pdf } from "../server/documents.ts";
import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { type JsonRecord, recordAt, textAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { severaError, severaNotFound } from "./errors.ts";
import { asChange, readPatch } from "./json-patch.ts";
import { tokenPage } from "./paging.ts";
import { byValue, changedSince, registerRoutes } from "./register-routes.ts";
import { among } from "./routes-invoices.ts";
import { reference, type World } from "./world.ts";

const writable = { references: ["travelReimbursementStatus"], fields: ["title", "groupBy", "advancePayment"] };

export interface TravelChange {
  readonly guid: string;
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

/** Travel reimbursements and the expenses in them. */
export function travelRoutes(world: World, changes: TravelChange[]): readonly Route[] {
  const scope = "travels:read";
  return [
    ...registerRoutes({
      path: "/v1/travelreimbursements",
      register: world.travelReimbursements,
      scope,
      style: "token",
      filters: {
        changedSince,
        travelReimbursementStatusGuids: byValue("travelReimbursementStatusGuids", "travelReimbursementStatus.guid"),
      },
    }),
    ...registerRoutes({
      path: "/v1/projecttravelexpenses",
      register: world.travelExpenses,
      scope,
      style: "token",
      filters: { changedSince },
    }),
    {
      method: "PATCH",
      path: "/v1/travelreimbursements/{guid}",
      scope: "travels:write",
      query: [],
      handle: (exchange) => patch(world, changes, exchange),
    },
    {
      method: "GET",
      path: "/v1/travelreimbursements/{travelReimbursementGuid}/projecttravelexpenses",
      scope,
      query: ["pageToken", "rowCount", "expenseClass"],
      handle: (exchange) => {
        const guid = exchange.parameters[0] ?? "";
        if (world.travelReimbursements.get(guid) === undefined) return severaNotFound;
        const wanted = exchange.query.one("expenseClass");
        return tokenPage(
          exchange,
          among(
            expensesOf(world, guid),
            (expense) => wanted === undefined || recordAt(expense, "travelExpense")["expenseClass"] === wanted,
          ),
        );
      },
    },
    {
      method: "GET",
      path: "/v1/travelreimbursements/{guid}/pdf",
      scope: "files:read",
      query: [],
      handle: (exchange) => travelPdf(world, exchange),
    },
  ];
}

export function expensesOf(world: World, guid: string) {
  return world.travelExpenses.all().filter((expense) => recordAt(expense, "travelReimbursement")["guid"] === guid);
}

/** What the expenses say about the status of their reimbursement. */
export function moveExpenses(world: World, guid: string, status: JsonRecord, now: number): void {
  const { isApproved, isLocked, name } = status;
  for (const expense of expensesOf(world, guid)) {
    world.travelExpenses.replace(
      String(expense["guid"]),
      { ...expense, travelReimbursement: { guid, isApproved, isLocked, status: name } },
      now,
    );
  }
}

function patch(world: World, changes: TravelChange[], exchange: Exchange): Answer {
  const record = world.travelReimbursements.get(exchange.parameters[0] ?? "");
  const guid = record === undefined ? undefined : textAt(record, "guid");
  if (record === undefined || guid === undefined) return severaNotFound;
  const replacements = readPatch(exchange.body, writable);
  const current = recordAt(record, "travelReimbursementStatus");
  const target = replacements.findLast(({ path }) => path[0] === "travelReimbursementStatus");
  const fields = replacements.filter((replacement) => replacement.path[0] !== "travelReimbursementStatus");
  if (fields.length > 0 && world.travelStatuses.must(String(current["guid"]))["isLocked"] === true)
    return severaError("InvalidOperation", "The travel reimbursement is locked.", {
      type: "RequestBody",
      name: `/${fields[0]?.path.join("/")}`,
    });
  let changed = { ...record, ...asChange(fields) };
  if (target !== undefined) {
    const status = typeof target.value === "string" ? world.travelStatuses.get(target.value) : undefined;
    if (status === undefined)
      return severaError("InvalidParameter", "There is no such travel reimbursement status.", {
        type: "RequestBody",
        name: "/travelReimbursementStatus",
      });
    changed = { ...changed, travelReimbursementStatus: reference(status) };
    moveExpenses(world, guid, status, exchange.now);
    changes.push({ guid, from: String(current["name"]), to: String(status["name"]), at: exchange.now });
  }
  return json(200, [world.travelReimbursements.replace(guid, changed, exchange.now)]);
}

function travelPdf(world: World, exchange: Exchange): Answer {
  const record = world.travelReimbursements.get(exchange.parameters[0] ?? "");
  if (record === undefined) return severaNotFound;
  const lines = expensesOf(world, String(record["guid"])).map(
    (expense) => `${expense["description"]} ${expense["quantity"]} ${expense["measurementUnit"]}`,
  );
  return {
    status: 200,
    type: "application/pdf",
    body: pdf([`Travel invoice ${record["number"]}`, String(record["title"]), ...lines]),
  };
}
