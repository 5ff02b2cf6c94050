import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type JsonRecord, parseJson } from "../server/json.ts";
import { parseMultipart } from "../server/multipart.ts";
import type { Route } from "../server/router.ts";
import { severaError, severaNotFound } from "./errors.ts";
import type { InvoiceTable } from "./invoices.ts";
import { list } from "./register-routes.ts";
import { folded } from "./tokens.ts";
import type { World } from "./world.ts";

/** Bytes of attachments, files of travel expenses, and the one upload there is. */
export function fileRoutes(world: World, table: InvoiceTable): readonly Route[] {
  const read = { method: "GET", scope: "files:read" };
  return [
    { ...read, path: "/v1/files/{guid}/filedata", query: [], handle: (exchange) => bytes(world, table, exchange) },
    {
      ...read,
      path: "/v1/projecttravelexpenses/{projectTravelExpenseGuid}/files",
      query: ["firstRow", "rowCount"],
      handle: (exchange) => {
        const expense = world.travelExpenses.get(exchange.parameters[0] ?? "");
        if (expense === undefined) return severaNotFound;
        return list(exchange, world.travelExpenseFiles, "offset", {
          of: () => (file) => file["travelExpenseGuid"] === expense["guid"],
        });
      },
    },
    {
      ...read,
      path: "/v1/projects/{projectGuid}/files",
      query: ["firstRow", "rowCount"],
      handle: (exchange) => {
        const project = world.projects.get(exchange.parameters[0] ?? "");
        if (project === undefined) return severaNotFound;
        return list(exchange, world.projectFiles, "offset", {
          of: () => (file) => file["projectGuid"] === project["guid"],
        });
      },
    },
    {
      method: "POST",
      scope: "files:write",
      path: "/v1/projects/{projectGuid}/files",
      query: [],
      handle: (exchange) => upload(world, exchange),
    },
  ];
}

function bytes(world: World, table: InvoiceTable, exchange: Exchange): Answer {
  const guid = exchange.parameters[0] ?? "";
  const file = table.file(guid) ?? world.files.get(guid);
  return file === undefined ? severaNotFound : { status: 200, type: file.type, body: file.bytes() };
}

/** `multipart/related`: an optional JSON part with Name and Description, then the bytes. */
function upload(world: World, exchange: Exchange): Answer {
  const project = world.projects.get(exchange.parameters[0] ?? "");
  if (project === undefined) return severaNotFound;
  const type = String(exchange.headers["content-type"] ?? "");
  const parts = type.toLowerCase().startsWith("multipart/related") ? parseMultipart(type, exchange.body) : undefined;
  const last = parts?.at(-1);
  if (parts === undefined || last === undefined)
    return severaError("InvalidRequest", "The body is not multipart/related.", { type: "RequestBody", name: "body" });
  const meta: JsonRecord = parts.length > 1 ? described(parts[0]?.body ?? Buffer.alloc(0)) : {};
  const name = typeof meta["name"] === "string" ? meta["name"] : (last.fileName ?? "file");
  const index = world.projectFiles.size;
  const fileGuid = world.guid("fileData", 0x50000000 + index);
  const body = Buffer.from(last.body);
  world.files.set(fileGuid, {
    name,
    type: last.type ?? "application/octet-stream",
    size: body.length,
    bytes: () => body,
  });
  const record = {
    name,
    size: body.length,
    description: meta["description"] ?? null,
    contentType: last.type ?? "application/octet-stream",
    category: "Projects",
    guid: world.guid("projectFile", index),
    fileGuid,
    projectGuid: project["guid"],
    ...world.audit(exchange.now),
  };
  world.projectFiles.add(record, exchange.now);
  return json(201, record);
}

function described(body: Buffer): JsonRecord {
  const value = parseJson(body.toString("utf8"));
  return isRecord(value) ? folded(value) : {};
}
