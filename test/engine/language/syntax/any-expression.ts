import fc from "fast-check";
import type { Expr } from "../../../../engine/language/syntax/ast.ts";

const place = { start: 0, end: 0 };
const name = fc.constantFrom("customer", "rows", "settings", "EMAIL", "Åke", "x1", "by", "is");
const words = fc.string({ maxLength: 8 });

/** Trees as the parser makes them; places do not matter. */
export const { expression: anyExpression } = fc.letrec<{ expression: Expr; leaf: Expr }>((tie) => ({
  leaf: fc.oneof(
    name.map((each): Expr => ({ kind: "name", name: each, ...place })),
    words.map((value): Expr => ({ kind: "text", value, ...place })),
    fc.nat(99_999).map((value): Expr => ({ kind: "number", value, text: String(value), ...place })),
    fc.constantFrom<Expr>(
      { kind: "bool", value: true, ...place },
      { kind: "date", value: "2026-01-31", ...place },
      { kind: "nothing", word: "omit", ...place },
    ),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc
      .tuple(tie("expression"), name)
      .map(([of, field]): Expr => ({ kind: "field", of, name: field, nameStart: 0, ...place })),
    fc.tuple(tie("expression"), tie("expression")).map(([of, key]): Expr => ({ kind: "index", of, key, ...place })),
    fc
      .tuple(name, fc.array(tie("expression"), { maxLength: 3 }))
      .map(([each, args]): Expr => ({ kind: "call", name: each, args, ...place })),
    fc
      .tuple(tie("expression"), fc.constantFrom("-" as const, "not" as const))
      .map(([of, op]): Expr => ({ kind: "unary", op, of, ...place })),
    fc
      .tuple(
        tie("expression"),
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or", "??", "in"),
      )
      .map(([left, right, op]): Expr => ({ kind: "binary", op: op as "+", left, right, opStart: 0, ...place })),
    fc
      .tuple(tie("expression"), fc.boolean())
      .map(([of, not]): Expr => ({ kind: "is", of, not, what: "present", whatStart: 0, ...place })),
    tie("expression").map(
      (of): Expr => ({ kind: "matches", of, pattern: '^"\\d+$', patternStart: 0, patternEnd: 0, ...place }),
    ),
    fc.array(tie("expression"), { maxLength: 3 }).map((items): Expr => ({ kind: "list", items, ...place })),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([value, condition, otherwise]): Expr => ({ kind: "conditional", value, condition, otherwise, ...place })),
    fc.tuple(tie("expression"), fc.array(fc.tuple(name, tie("expression")), { minLength: 1, maxLength: 3 })).map(
      ([subject, arms]): Expr => ({
        kind: "match",
        subject,
        arms: arms.map(([word, value]) => ({ patterns: [{ kind: "word", word, ...place }], value, ...place })),
        ...place,
      }),
    ),
    fc.tuple(name, tie("expression"), name, tie("expression"), fc.option(tie("expression"), { nil: undefined })).map(
      ([called, value, item, list, condition]): Expr => ({
        kind: "call",
        name: called,
        args: [{ kind: "generator", value, name: item, nameStart: 0, list, condition, by: undefined, ...place }],
        ...place,
      }),
    ),
  ),
}));
