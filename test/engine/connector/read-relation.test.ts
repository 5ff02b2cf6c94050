import { describe, expect, it } from "vitest";
import { readPagingStyles } from "../../../engine/connector/read-list.ts";
import { readRelations } from "../../../engine/connector/read-relation.ts";
import { readPart } from "./read-part.ts";

const pages = readPart("rows: { by: offset, parameter: skip }", readPagingStyles).made;

function relation(text: string) {
  const { made, messages } = readPart(`a: ${text}`, (node, report) => readRelations(node, "it", pages, report));
  return { made: made.get("a"), messages };
}

describe("a relation", () => {
  it("is by a call for each record", () => {
    expect(
      relation("{ kind: row, many: true, call: 'GET /orders/{id}/rows', pages: rows, items: body.rows }"),
    ).toMatchObject({
      made: {
        ...{ is: "records", name: "a", kind: "row", many: true, onlyIf: undefined },
        source: {
          from: "call",
          call: { route: "GET /orders/{id}/rows" },
          paging: { by: "offset" },
          items: "body.rows",
        },
        ...{ bulk: undefined, together: undefined },
      },
      messages: [],
    });
  });

  it("may be by one of several calls, chosen by a field; without the field there is none to choose", () => {
    const calls = "calls: { A: 'GET /a/{id}', B: 'GET /b/{id}' }";
    const { made } = relation(`{ kind: row, by: type, ${calls} }`);
    const source = made?.is === "records" ? made.source : undefined;
    expect(source?.from === "calls" && [source.by, ...source.calls.keys()]).toEqual(["type", "A", "B"]);
    expect(relation(`{ kind: row, ${calls} }`)).toEqual({ made: undefined, messages: ['it.a lacks "call"'] });
  });

  it("may stand in a field of the record itself", () => {
    expect(relation("{ kind: row, field: rows }").made).toMatchObject({ source: { from: "field", field: "rows" } });
  });

  it("may go through another", () => {
    expect(relation("{ through: rows, relation: files }").made).toEqual({
      ...{ is: "through", name: "a", through: "rows", relation: "files" },
    });
    expect(relation("{ through: rows }")).toEqual({ made: undefined, messages: ['it.a lacks "relation"'] });
  });

  it("needs a kind and a way to it", () => {
    expect(relation("{ call: GET /a }")).toEqual({ made: undefined, messages: ['it.a lacks "kind"'] });
    expect(relation("{ kind: row }")).toEqual({ made: undefined, messages: ['it.a lacks "call"'] });
    expect(relation("{ kind: row, call: GET /a, pages: row }").messages).toEqual([
      'there is no paging style "row"; did you mean "rows"?',
    ]);
  });
});

describe("one list instead of a call for each record", () => {
  const bulk = (text: string) => {
    const { made } = relation(`{ kind: row, call: 'GET /a/{id}', bulk: ${text} }`);
    return made?.is === "records" ? made.bulk : undefined;
  };

  it("is worth it from 20 records on, unless it says otherwise", () => {
    expect(bulk("{ call: GET /rows, by: order.guid, changed: since, since: date }")).toMatchObject({
      ...{ by: "order.guid", items: "body", changed: "since", since: "date", atLeast: 20 },
    });
    expect(bulk("{ call: GET /rows, by: order, at least: 5 }")?.atLeast).toBe(5);
    expect(bulk("{ call: GET /rows }")).toBeUndefined();
  });

  it("may be for those that share a value", () => {
    const { made } = relation(
      "{ kind: row, call: 'GET /a/{id}', together: { of: project, by: order, calls: { A: 'GET /p/{project}' } } }",
    );
    const together = made?.is === "records" ? made.together : undefined;
    expect([together?.of, together?.by, together?.atLeast, together?.calls.get("A")?.route]).toEqual([
      ...["project", "order", 2, "GET /p/{project}"],
    ]);
  });
});

describe("a file", () => {
  it("has a name, which may be put together, and a type", () => {
    const file = (name: string) => {
      const { made } = relation(`{ file: { call: 'GET /f/{id}', name: ${name}, type: application/pdf } }`);
      return made?.is === "files" ? made : undefined;
    };
    expect(file("title")).toMatchObject({ source: undefined, file: { name: "title", answer: "bytes" } });
    expect(file('"{number}.pdf"')?.file.name).toMatchObject({ text: "{number}.pdf" });
  });

  it("may be one for each item of a list, and only of some records", () => {
    const { made } = relation(
      "{ many: true, only if: hasFiles, call: 'GET /a/{id}/files', file: { call: 'GET /f/{id}', name: n, type: t, size: bytes, answer: multipart } }",
    );
    expect(made).toMatchObject({
      ...{ is: "files", many: true, onlyIf: "hasFiles", source: { from: "call" } },
      file: { size: "bytes", answer: "multipart" },
    });
  });
});
