import type { FieldTable, FlowDocument } from "../review/field-tables.ts";
import { forMarkdown, forMarkdownCell, forMarkdownCellCode, forMarkdownCode } from "../value/cleaned.ts";

/** The flows as a Markdown document: a chapter for each integration, a section for each flow. */
export function markdown(documents: readonly FlowDocument[]): string {
  const chapters = [...Map.groupBy(documents, ({ integration }) => integration)];
  return chapters
    .map(([integration, flows]) => [`# ${forMarkdown(integration)}`, ...flows.map(section)].join("\n\n"))
    .join("\n\n");
}

function section({ title, about, kind, from, to, pick, refuses, tables, place }: FlowDocument): string {
  const taken = pick === undefined ? [] : [`Taken when ${forMarkdownCode(pick)}.`];
  return [
    `## ${forMarkdown(title)}`,
    `A ${kind} from ${forMarkdownCode(from)} to ${forMarkdownCode(to)} (${forMarkdown(place)}).`,
    ...(about === undefined ? [] : [paragraphs(about)]),
    ...taken,
    ...tables.map((table, index) => fieldTable(table, index > 0)),
    ...(refuses.length === 0
      ? []
      : [
          [
            "Refused when",
            "",
            ...refuses.map(
              ({ when, message, place: at }) =>
                `- ${forMarkdownCode(when)}${message === undefined ? "" : `: ${forMarkdown(message)}`} (${forMarkdown(at)})`,
            ),
          ].join("\n"),
        ]),
  ].join("\n\n");
}

function fieldTable({ target, each, rows }: FieldTable, isStep: boolean): string {
  const head = isStep
    ? [`### ${forMarkdown(target)}${each === undefined ? "" : `, for each of ${forMarkdownCode(each)}`}`, ""]
    : [];
  const body = rows.map(({ target: field, source, limit, continuous, remark, place }) =>
    row([
      forMarkdownCell(field),
      source === "" ? "" : forMarkdownCellCode(source),
      limit === undefined ? "" : String(limit),
      continuous ? "x" : "",
      forMarkdownCell(remark ?? ""),
      forMarkdownCell(place),
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
  return `| ${cells.join(" | ")} |`;
}

/** Line by line, as it may be Markdown of the author's own. */
function paragraphs(text: string): string {
  return text.trim().split("\n").map(forMarkdown).join("\n");
}
