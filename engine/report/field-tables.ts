import type { FieldTable, FlowDocument } from "../review/field-tables.ts";

/** The flows as a Markdown document: a chapter for each integration, a section for each flow. */
export function markdown(documents: readonly FlowDocument[]): string {
  const chapters = [...Map.groupBy(documents, ({ integration }) => integration)];
  return chapters.map(([integration, flows]) => [`# ${integration}`, ...flows.map(section)].join("\n\n")).join("\n\n");
}

function section({ title, about, kind, from, to, pick, refuses, tables, place }: FlowDocument): string {
  const taken = pick === undefined ? [] : [`Taken when \`${pick}\`.`];
  return [
    `## ${title}`,
    `A ${kind} from \`${from}\` to \`${to}\` (${place}).`,
    ...(about === undefined ? [] : [about.trim()]),
    ...taken,
    ...tables.map((table, index) => fieldTable(table, index > 0)),
    ...(refuses.length === 0
      ? []
      : [
          [
            "Refused when",
            "",
            ...refuses.map(
              ({ when, message, place: at }) => `- ${code(when)}${message === undefined ? "" : `: ${message}`} (${at})`,
            ),
          ].join("\n"),
        ]),
  ].join("\n\n");
}

function fieldTable({ target, each, rows }: FieldTable, isStep: boolean): string {
  const head = isStep ? [`### ${target}${each === undefined ? "" : `, for each of ${code(each)}`}`, ""] : [];
  const body = rows.map(({ target: field, source, limit, continuous, remark, place }) =>
    row([
      field,
      source === "" ? "" : code(source),
      limit === undefined ? "" : String(limit),
      continuous ? "x" : "",
      remark ?? "",
      place,
    ]),
  );
  return [
    ...head,
    row(["Target field", "Source", "Limit", "Continuous update", "Remark", "Line"]),
    row(["---", "---", "---:", ":---:", "---", "---"]),
    ...body,
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** Within code a backtick needs a fence of two. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
