import type { Typed } from "../language/check/check.ts";
import type { FieldNode } from "../mapping/tree/field-node.ts";
import type { Guard } from "../mapping/tree/level.ts";
import type { ListedFlow, TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { positionAt, spanText } from "../source/line-index.ts";
import type { Span } from "../source/span.ts";

/** One row of a field table, as the documents print them. */
export interface FieldRow {
  readonly target: string;
  /** The expression as it stands in the mapping. */
  readonly source: string;
  readonly limit: number | undefined;
  readonly continuous: boolean;
  readonly remark: string | undefined;
  readonly place: string;
}

export interface FieldTable {
  /** The record that the rows fill: `procountor/invoice`. */
  readonly target: string;
  /** What it is made for each of, where it is. */
  readonly each: string | undefined;
  readonly rows: readonly FieldRow[];
}

export interface FlowDocument {
  readonly integration: string;
  readonly flow: string;
  readonly title: string;
  readonly about: string | undefined;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** Which records are taken. */
  readonly pick: string | undefined;
  readonly refuses: readonly { readonly when: string; readonly message: string | undefined; readonly place: string }[];
  readonly tables: readonly FieldTable[];
  readonly place: string;
}

/** The flows of an integration, or those whose file is among `only`, named as its sources are. */
export function flowDocuments(typed: TypedIntegration, only: readonly string[] | undefined): readonly FlowDocument[] {
  const wanted = only === undefined ? undefined : new Set(only);
  return [...typed.flows.values()]
    .filter(({ span }) => wanted === undefined || wanted.has(span.source.path))
    .map((flow) => flowDocument(typed, flow));
}

function flowDocument(typed: TypedIntegration, flow: ListedFlow): FlowDocument {
  return {
    integration: typed.name,
    flow: flow.name,
    title: flow.title,
    about: flow.about,
    kind: flow.kind,
    place: lineOf(flow.nameSpan),
    ...bodyOf(typed, flow),
  };
}

type Body = Pick<FlowDocument, "from" | "to" | "pick" | "refuses" | "tables">;

function bodyOf(typed: TypedIntegration, flow: ListedFlow): Body {
  switch (flow.kind) {
    case "transfer":
      return {
        from: flow.from.name,
        to: flow.to.name,
        pick: flow.pick === undefined ? undefined : textOf(flow.pick),
        refuses: refusesOf(flow.level.refuse, typed),
        tables: transferTables(flow),
      };
    case "register":
      return {
        from: flow.from.name,
        to: flow.to.name,
        pick: undefined,
        refuses: refusesOf(flow.level.refuse, typed),
        tables: [
          {
            target: flow.to.name,
            each: undefined,
            rows: flow.fields.flatMap((field) => rowsOf(field, "", flow.update === "always")),
          },
        ],
      };
    case "two-way register":
      return {
        from: flow.sides[0]?.members.map(({ kind }) => kind.name).join(", ") ?? "",
        to: flow.sides[1]?.members.map(({ kind }) => kind.name).join(", ") ?? "",
        pick: undefined,
        refuses: refusesOf(flow.level.refuse, typed),
        tables: [
          {
            target: flow.sides[1]?.side ?? "",
            each: undefined,
            rows: flow.rows.map((row) => twoWayRow(row, flow.sides)),
          },
        ],
      };
    case "follow":
      return {
        from: flow.from.name,
        to: flow.to.name,
        pick: flow.while === undefined ? undefined : textOf(flow.while),
        refuses: [],
        tables: flow.rules.map(ruleTable),
      };
  }
}

function transferTables(flow: Extract<ListedFlow, { kind: "transfer" }>): readonly FieldTable[] {
  const steps = flow.steps.flatMap((step): readonly FieldTable[] =>
    step.kind === "verify"
      ? []
      : [
          {
            target: step.name,
            each: step.each === undefined ? undefined : textOf(step.each.list),
            rows: step.fields.flatMap((field) => rowsOf(field, "", false)),
          },
        ],
  );
  return [
    {
      target: flow.to.name,
      each: flow.each.length === 0 ? undefined : flow.each.map(({ list }) => textOf(list)).join(", "),
      rows: flow.fields.flatMap((field) => rowsOf(field, "", false)),
    },
    ...steps.filter(({ rows }) => rows.length > 0),
  ];
}

function ruleTable(rule: Extract<ListedFlow, { kind: "follow" }>["rules"][number]): FieldTable {
  const action = {
    target: rule.action === undefined ? "" : `do ${rule.action}`,
    source: textOf(rule.when),
    limit: undefined,
    continuous: false,
    remark: undefined,
    place: lineOf(rule.span),
  };
  const writeBack = (rule.writeBack ?? []).flatMap((field) => rowsOf(field, "", false));
  return { target: rule.name, each: undefined, rows: [action, ...writeBack] };
}

function rowsOf(field: FieldNode, prefix: string, always: boolean): readonly FieldRow[] {
  const target = [prefix, ...field.ownPath].filter((part) => part !== "").join(".");
  switch (field.kind) {
    case "cell": {
      const remark = [
        field.when === undefined ? undefined : `only when ${textOf(field.when)}`,
        field.required ? "required" : undefined,
        field.limit !== undefined && field.over === "refuse" ? "refused when longer" : undefined,
        field.remark,
      ];
      const update = field.update === undefined ? always : field.update === "always";
      return [
        {
          target,
          source: sourceOf(field.valueSpan),
          limit: field.limit,
          continuous: update,
          remark: remark.filter((part) => part !== undefined).join("; ") || undefined,
          place: lineOf(field.span),
        },
      ];
    }
    case "block":
      return field.fields
        .flatMap((inner) => rowsOf(inner, target, always))
        .map((row) => withCondition(row, field.when));
    case "each":
      return [
        {
          target,
          source: `one for each ${textOf(field.each.list)}`,
          limit: undefined,
          continuous: false,
          remark: undefined,
          place: lineOf(field.span),
        },
        ...rowsOf(field.entry, `${target}[]`, always),
      ];
    case "list":
      return field.entries.flatMap((entry) => rowsOf(entry, `${target}[]`, always));
    case "ignored":
      return [
        {
          target,
          source: "",
          limit: undefined,
          continuous: false,
          remark: `not mapped: ${field.reason}`,
          place: lineOf(field.span),
        },
      ];
  }
}

function withCondition(row: FieldRow, when: Typed | undefined): FieldRow {
  if (when === undefined) return row;
  return { ...row, remark: [`only when ${textOf(when)}`, row.remark].filter((part) => part !== undefined).join("; ") };
}

type TwoWay = Extract<ListedFlow, { kind: "two-way register" }>;

function twoWayRow(row: TwoWay["rows"][number], [first, second]: TwoWay["sides"]): FieldRow {
  const pathsOf = (side: TwoWay["sides"][number] | undefined): string => {
    const columns = row.columns.filter((column) => column.side === side?.side);
    return [...new Set(columns.flatMap(({ paths }) => paths))].join(", ");
  };
  const to = row.to.map(({ name, value }) => `to ${name}: ${textOf(value)}`);
  const remark = [
    row.as === undefined ? undefined : `as ${row.as}`,
    row.through === undefined ? undefined : `through ${row.through}`,
    row.link ? "links the records" : undefined,
    row.when === undefined ? undefined : `only when ${textOf(row.when)}`,
    ...to,
    row.ignore === undefined ? undefined : `not mapped: ${row.ignore}`,
    row.remark,
  ];
  return {
    target: pathsOf(second),
    source: pathsOf(first),
    limit: undefined,
    continuous: row.update === "always",
    remark: remark.filter((part) => part !== undefined).join("; ") || undefined,
    place: lineOf(row.span),
  };
}

function refusesOf(guards: readonly Guard[], typed: TypedIntegration): FlowDocument["refuses"] {
  return guards.map(({ when, say, span }) => {
    const message =
      say === undefined
        ? undefined
        : typed.messages
            .get(say.code)
            ?.text.map((part) => (typeof part === "string" ? part : `{${part.fact}}`))
            .join("");
    return { when: textOf(when), message, place: lineOf(span) };
  });
}

/** What a checked expression says, on one line. */
function textOf({ text }: Typed): string {
  return oneLine(text.text);
}

function sourceOf(span: Span): string {
  return oneLine(spanText(span).replace(/^\|[-+]?\n/, ""));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function lineOf({ source, start }: Span): string {
  return `${source.path}:${positionAt(source, start).line}`;
}
