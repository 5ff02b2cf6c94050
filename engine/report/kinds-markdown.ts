import type { KindDocument } from "../review/kind-document.ts";
import { forMarkdown, forMarkdownCell, forMarkdownCellCode, forMarkdownCode } from "../value/cleaned.ts";
import { aboutField, factsOf, type SystemKinds, typeText, writeText } from "./kinds-text.ts";

/** The kinds of some systems as a Markdown document: a chapter for each system, a row for each kind. */
export function kindsMarkdown(systems: readonly SystemKinds[]): string {
  return systems
    .map(({ system, title, kinds }) =>
      [
        `# ${forMarkdown(title)} (${forMarkdownCode(system)})`,
        "",
        ...rowsOf(
          ["Kind", "Can", "Fields", "About"],
          kinds.map(({ kind, can, fields, title: name, about }) => [
            forMarkdownCellCode(kind),
            can.join(", "),
            String(fields.length),
            forMarkdownCell(about ?? name ?? ""),
          ]),
        ),
      ].join("\n"),
    )
    .join("\n\n");
}

/** One kind with all its fields and words as a Markdown document. */
export function kindMarkdown(kind: KindDocument): string {
  const { title, about, fields, relations } = kind;
  const cells = fields.map((field) => [
    forMarkdownCellCode(field.path),
    forMarkdownCell(typeText(field)),
    forMarkdownCell(writeText(field)),
    field.filter ? "x" : "",
    forMarkdownCell(aboutField(field, Number.POSITIVE_INFINITY)),
  ]);
  const calls = relations.map(({ name, kind: other, many, about: text }) => [
    forMarkdownCellCode(name),
    forMarkdownCell(`${many ? "list of " : ""}${other ?? (many ? "files" : "file")}`),
    forMarkdownCell(text ?? ""),
  ]);
  return [
    `# ${forMarkdownCode(kind.kind)}${title === undefined ? "" : `: ${forMarkdown(title)}`}`,
    ...(about === undefined ? [] : [forMarkdown(about)]),
    factsOf(kind).map(forMarkdown).join("\n"),
    rowsOf(["Field", "Type", "Create", "Filter", "About"], cells).join("\n"),
    ...(calls.length === 0
      ? []
      : [`What a rule reads by a further call:\n\n${rowsOf(["Name", "Holds", "About"], calls).join("\n")}`]),
  ].join("\n\n");
}

function rowsOf(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
