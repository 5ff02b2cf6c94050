import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Call, Connector, Kind, ListCall, Paging, Relation } from "../../../engine/connector/description.ts";
import { shipped } from "./read-shipped.ts";

const VENDOR = new URL("../../../../shared/vendor/", import.meta.url);
const SEVERA = new URL("severa/severa-rest-v1.reconstructed.openapi3.json", VENDOR);
const PROCOUNTOR = new URL("procountor/procountor-26.04-digest.json", VENDOR);

/** Method and path with anonymous holes -> the query parameters that the vendor knows. */
type Operations = ReadonlyMap<string, ReadonlySet<string>>;

function anonymous(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]+\}/g, "{}")}`;
}

function severaOperations(): Operations {
  const file = JSON.parse(readFileSync(SEVERA, "utf8"));
  const operations = new Map<string, Set<string>>();
  for (const [path, methods] of Object.entries<Record<string, { parameters?: { in: string; name: string }[] }>>(
    file.paths,
  )) {
    for (const [method, operation] of Object.entries(methods)) {
      const names = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === "query")
        .map((parameter) => parameter.name);
      const key = anonymous(method, path);
      operations.set(key, new Set([...(operations.get(key) ?? []), ...names]));
    }
  }
  return operations;
}

function procountorOperations(): Operations {
  const file = JSON.parse(readFileSync(PROCOUNTOR, "utf8"));
  return new Map(
    (file.operations as { method: string; path: string; query?: { name: string }[] }[]).map((operation) => [
      anonymous(operation.method, operation.path),
      new Set((operation.query ?? []).map((parameter) => parameter.name)),
    ]),
  );
}

interface Use {
  readonly where: string;
  readonly call: Call;
  readonly parameters: readonly string[];
}

function pagingParameters(paging: Paging): readonly string[] {
  if (paging.by === "none") return [];
  return [
    paging.parameter,
    ...(paging.sizeParameter === undefined ? [] : [paging.sizeParameter]),
    ...paging.always.map(({ name }) => name),
  ];
}

function listUses(kind: Kind, list: ListCall, where: string): readonly Use[] {
  const filters = [...kind.filters.values()].filter((filter) => filter.by === "parameter").map((filter) => filter.name);
  const many = kind.many?.via?.by === "filter" ? [kind.many.via.parameter] : [];
  const eachOf = list.eachOf.map(({ field }) => kind.filters.get(field)?.name ?? field);
  const parameters = [
    ...filters,
    ...many,
    ...eachOf,
    ...pagingParameters(list.paging),
    ...list.always.map(({ name }) => name),
    ...(list.changed === undefined ? [] : [list.changed]),
  ];
  return [
    { where, call: list.call, parameters },
    ...(list.otherwise === undefined
      ? []
      : listUses({ ...kind, filters: new Map() }, list.otherwise, `${where}.otherwise`)),
  ];
}

function relationUses(relation: Relation, where: string): readonly Use[] {
  if (relation.is === "through") return [];
  const uses: Use[] = [];
  const { source } = relation;
  if (source?.from === "call") uses.push({ where, call: source.call, parameters: pagingParameters(source.paging) });
  if (source?.from === "calls")
    for (const call of source.calls.values()) uses.push({ where, call, parameters: pagingParameters(source.paging) });
  if (relation.is === "files") return [...uses, { where: `${where}.file`, call: relation.file.call, parameters: [] }];
  if (relation.bulk !== undefined)
    uses.push({
      where: `${where}.bulk`,
      call: relation.bulk.call,
      parameters: [
        ...pagingParameters(relation.bulk.paging),
        ...(relation.bulk.changed === undefined ? [] : [relation.bulk.changed]),
      ],
    });
  for (const call of relation.together?.calls.values() ?? [])
    uses.push({
      where: `${where}.together`,
      call,
      parameters: source?.from === "calls" ? pagingParameters(source.paging) : [],
    });
  return uses;
}

function usesOf(connector: Connector): readonly Use[] {
  const uses: Use[] = [{ where: "probe", call: connector.probe, parameters: [] }];
  for (const kind of connector.kinds.values()) {
    const plain = (where: string, call: Call | undefined) => {
      if (call !== undefined)
        uses.push({ where: `${kind.name}.${where}`, call, parameters: call.query.map(({ name }) => name) });
    };
    plain("read", kind.read);
    if (kind.many?.via?.by === "call") plain("many", kind.many.via.call);
    plain("create", kind.create?.call);
    plain("update", kind.update?.call);
    plain("undo", kind.undo?.call);
    for (const [name, action] of kind.actions) plain(`actions.${name}`, action.call);
    if (kind.list !== undefined) uses.push(...listUses(kind, kind.list, `${kind.name}.list`));
    for (const relation of kind.relations.values())
      uses.push(...relationUses(relation, `${kind.name}.${relation.name}`));
  }
  return uses;
}

function unknownUses(connector: Connector, operations: Operations): readonly string[] {
  return usesOf(connector).flatMap(({ where, call, parameters }) => {
    const known = operations.get(anonymous(call.method, call.path.text));
    if (known === undefined) return [`${where}: ${call.route}`];
    return [...parameters, ...call.query.map(({ name }) => name)]
      .filter((name) => !known.has(name))
      .map((name) => `${where}: ${call.route} has no parameter ${name}`);
  });
}

describe("every path, method and query parameter of a connector is one that the vendor publishes", () => {
  it.skipIf(!existsSync(SEVERA))("Severa", () => {
    expect(unknownUses(shipped("severa"), severaOperations())).toEqual([]);
  });

  it.skipIf(!existsSync(PROCOUNTOR))("Procountor", () => {
    expect(unknownUses(shipped("procountor"), procountorOperations())).toEqual([]);
  });

  it.skipIf(!existsSync(SEVERA))("a call that the vendor does not have would be found", () => {
    const operations = new Map([...severaOperations()].filter(([route]) => route !== "GET /v1/invoicerows"));
    expect(unknownUses(shipped("severa"), operations)).toEqual([
      "invoice.rows.bulk: GET /v1/invoicerows",
      "invoiceRow.list: GET /v1/invoicerows",
    ]);
  });

  it.skipIf(!existsSync(SEVERA))("list rows are what the vendor's list gives", () => {
    const file = JSON.parse(readFileSync(SEVERA, "utf8"));
    for (const kind of shipped("severa").kinds.values()) {
      if (kind.list === undefined || kind.list.one) continue;
      const path = kind.list.call.path.text;
      expect(file.paths[path]?.get?.responses?.["200"]?.content?.["application/json"]?.schema?.type, path).toBe(
        "array",
      );
    }
  });

  it.skipIf(!existsSync(PROCOUNTOR))(
    "identifier and name go as headers, since Procountor refuses them as parameters",
    () => {
      const filters = shipped("procountor").kinds.get("businessPartner")?.filters;
      expect(filters?.get("invoicingInfo.identifier")).toMatchObject({ by: "header", name: "identifier" });
      expect(filters?.get("name")).toMatchObject({ by: "header", name: "name" });
      expect(procountorOperations().get("GET /businesspartners")?.has("identifier")).toBe(false);
    },
  );
});
