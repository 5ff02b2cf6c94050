import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("tables", () => {
  const spare = (text: string) => ["computed.yaml", "tables:\n", `tables:\n  spare: ${text}\n`] as const;
  const typeOf = (text: string) => edited([spare(text)]).typed.tables.get("spare")?.type;

  it("have values of one type: words, numbers, flags, or else text", () => {
    expect(typeOf("{ a: FINNISH, b: SWEDISH }")).toEqual({
      kind: "table",
      value: { kind: "word", words: ["FINNISH", "SWEDISH"] },
    });
    expect(typeOf("{ a: 1, b: 2 }")).toEqual({ kind: "table", value: { kind: "int" } });
    expect(typeOf("{ a: 1, b: 2.5 }")).toEqual({ kind: "table", value: { kind: "decimal" } });
    expect(typeOf("{ a: true }")).toEqual({ kind: "table", value: { kind: "bool" } });
    expect(typeOf('{ a: "FINNISH" }')).toEqual({ kind: "table", value: { kind: "text", maxLength: 7 } });
    expect(typeOf("{ a: 1, b: two }")).toMatchObject({ value: { kind: "text" } });
  });

  it("come from two columns of a file", () => {
    expect(edited([]).typed.tables.get("countries")?.rows).toMatchObject({ FI: "FINLAND" });
    expect(told(["computed.yaml", "value: name", "value: names"])).toContain("table-column-missing: names");
    expect(told(["computed.yaml", "file: countries.csv", "file: country.csv"])).toContain(
      "table-file-missing: country.csv",
    );
  });

  it("have each key once, whole lines and closed quotes in a file", () => {
    expect(told(["countries.csv", "", "code2,name\nFI,FINLAND\nFI,SWEDEN\n"])).toContain("table-key-twice: FI,SWEDEN");
    expect(told(["countries.csv", "", 'code2,name\nFI,"FINLAND\n'])).toContain('table-quote-open: "');
    expect(told(["countries.csv", "", "x\n"])).toContain("table-column-missing: code2");
  });
});
