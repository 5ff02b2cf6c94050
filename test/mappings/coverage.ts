import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { nodesOf } from "../../engine/mapping/tree/cells-of.ts";
import type { FieldNode } from "../../engine/mapping/tree/field-node.ts";
import type { TwoWayRow, TypedFollow, TypedRegister, TypedTransfer } from "../../engine/mapping/tree/typed-flow.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";

/** What a mapping says about one field of the other side. */
export interface Place {
  readonly says: string;
  readonly update: "always" | "never" | undefined;
  readonly limit: number | undefined;
  /** The reason why nothing is mapped. */
  readonly ignored: string | undefined;
}

/**
 * Every place of an integration by `flow field`. What a step writes stands below it: `invoices invoiceFile.file`,
 * `invoices back.number`. Both columns of a two-way row lead to it.
 */
export function placesOf(integration: TypedIntegration): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  const add = (key: string, place: Place): void => {
    const there = places.get(key) ?? [];
    if (!there.some(({ says }) => says === place.says)) places.set(key, [...there, place]);
  };
  for (const flow of integration.flows.values()) {
    if (flow.kind === "two-way register") {
      for (const row of flow.rows) for (const field of fieldsOf(row)) add(`${flow.name} ${field}`, placeOfRow(row));
      continue;
    }
    for (const { below, fields } of targetsOf(flow)) {
      for (const node of nodesOf(fields)) add(`${flow.name} ${below}${node.path}`, placeOfNode(node));
    }
  }
  return places;
}

interface Target {
  readonly below: string;
  readonly fields: readonly FieldNode[];
}

function targetsOf(flow: TypedTransfer | TypedRegister | TypedFollow): readonly Target[] {
  if (flow.kind === "follow") return flow.rules.map((rule) => ({ below: "back.", fields: rule.writeBack ?? [] }));
  if (flow.kind === "register") return [{ below: "", fields: flow.fields }];
  const steps = flow.steps.flatMap((step): Target[] => {
    if (step.kind === "write back") return [{ below: "back.", fields: step.fields }];
    return step.kind === "write" ? [{ below: `${step.to.kind}.`, fields: step.fields }] : [];
  });
  return [{ below: "", fields: flow.fields }, ...steps];
}

const fieldsOf = (row: TwoWayRow): readonly string[] => row.columns.flatMap((column) => column.paths);

function placeOfRow(row: TwoWayRow): Place {
  const columns = row.columns.map((column) => `${column.name}.${column.paths.join("+")}`);
  const to = row.to.map((one) => `to ${one.name}: ${oneLine(one.value.text.text)}`);
  const how = [row.as && `as ${row.as}`, row.through && `through ${row.through}`, ...to].filter(Boolean);
  const says = [columns.join(" <-> "), ...how].join(", ");
  return { says, update: row.update, limit: undefined, ignored: row.ignore };
}

function placeOfNode(node: FieldNode): Place {
  const update = "update" in node ? node.update : undefined;
  if (node.kind === "ignored") return { says: "", update: undefined, limit: undefined, ignored: node.reason };
  if (node.kind !== "cell") return { says: node.kind, update, limit: undefined, ignored: undefined };
  return { says: oneLine(node.value.text.text), update, limit: node.limit, ignored: undefined };
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");

export type Coverage = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A coverage file: table, row number, the fields that hold the row. */
export const readCoverage = (path: string): Coverage => parse(readFileSync(path, "utf8"));

export const listOf = (fields: string | readonly string[]): readonly string[] =>
  typeof fields === "string" ? [fields] : fields;

/** One line for each row of the tables; a field that no flow has says so. */
export function coverageLines(coverage: Coverage, places: ReadonlyMap<string, readonly Place[]>): readonly string[] {
  return Object.entries(coverage).flatMap(([table, rows]) =>
    Object.entries(rows).flatMap(([row, fields]) =>
      listOf(fields).flatMap((field) =>
        (places.get(field) ?? [MISSING]).map(
          (place) => `${`${table}#${row}`.padEnd(24)} ${field.padEnd(46)} ${told(place)}`,
        ),
      ),
    ),
  );
}

const MISSING: Place = { says: "NOT COVERED", update: undefined, limit: undefined, ignored: undefined };

function told(place: Place): string {
  if (place.ignored !== undefined) return `(ignored: ${place.ignored})`;
  return [place.says, place.update, place.limit && `limit ${place.limit}`].filter(Boolean).join(" | ");
}
