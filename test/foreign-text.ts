import fc from "fast-check";

/** Texts as somebody writes them who means harm, or whose system is broken. */
export const foreignText = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        "\u001b[2J",
        "\u001b[31m",
        "\u001b]52;c;eA==\u0007",
        "\u009b2K",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\u0000",
        "\u0002",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u061c",
        "\ud800",
        "\udfff",
        "\ufffe",
        "\uffff",
        "\u{1ffff}",
        "::error file=a::b",
        "::stop-commands::x",
        "  ::add-mask::a",
        "##[set-env name=A]b",
        "##vso[task.complete]",
        "###[x]",
        "|",
        "\\|",
        "\\",
        "`",
        "``",
        "<script>",
        "</failure>",
        "]]>",
        "&",
        "'",
        '"',
        "![a](b)",
        "%0A",
        "Mäki",
        "請求書",
        "👩‍👩‍👧",
      ),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(""));

/** What may reach no terminal, log, mail or document: controls, turns of direction, half characters, orders to CI servers. */
export const harmful =
  /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\u{1ffff}]|[\ud800-\udfff]|##\w*\[/u;

/** Whether a CI server would take the line for an order. */
export function startsOrder(line: string): boolean {
  return /^\s*::\w/.test(line);
}
