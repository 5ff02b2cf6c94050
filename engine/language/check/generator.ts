import type { Generator } from "../syntax/ast.ts";
import type { Parameter, StandardFunction } from "../types/function.ts";
import { showType } from "../types/show-type.ts";
import type { GeneratorTerm, Term } from "../types/term.ts";
import type { Shape, Type } from "../types/type.ts";
import { FAULT, isOpenEnded, isOptional, listOf, present } from "../types/type-relations.ts";
import { reportAbsent } from "./absence.ts";
import { checkCondition } from "./condition.ts";
import { assuming, checkOperand, type Environment, faulty, holeAt, tell } from "./environment.ts";
import { prove } from "./prove.ts";

/** `value for name in list if condition by key`, as an argument. */
export function checkGenerator(
  env: Environment,
  expr: Generator,
  parameter: Parameter,
  called: StandardFunction,
): Term {
  const list = checkOperand(env, expr.list);
  const listType = present(list.type);
  if (listType.kind !== "list" && !isOpenEnded(listType)) {
    return faulty(env, "argument-type", expr.list, {
      function: "for … in",
      parameter: "list",
      expected: "a list",
      found: showType(listType),
    });
  }
  if (env.scope.resolve(expr.name) !== undefined) {
    tell(env, "name-hides", { start: expr.nameStart, end: expr.nameStart + expr.name.length }, { name: expr.name });
  }
  const scope = env.scope.child();
  const slot = scope.declare(
    expr.name,
    listType.kind === "list" ? listType.of : listType.kind === "fault" ? FAULT : listType,
  );
  const inner: Environment = { ...env, scope };
  const condition = expr.condition === undefined ? undefined : checkCondition(inner, expr.condition);
  const item = condition === undefined ? inner : assuming(inner, prove(condition, true));
  const value =
    parameter.generator === "conditions"
      ? checkCondition(item, expr.value)
      : checkOperand(item, expr.value, parameter.is.type?.kind === "list" ? parameter.is.type.of : undefined);
  const by = checkBy(item, expr, called);
  const parts: Omit<GeneratorTerm, "type"> = {
    op: "generator",
    slot,
    list,
    condition,
    value,
    by,
    start: expr.start,
    end: expr.end,
  };
  if ([list, value, condition, by].some((part) => part?.type.kind === "fault")) return holeAt(expr);
  const type =
    by === undefined ? listOf(value.type) : listOf({ kind: "record", shape: groupShape(by.type, value.type) });
  return acceptGenerator(env, { ...parts, type }, parameter, called);
}

function acceptGenerator(env: Environment, term: GeneratorTerm, parameter: Parameter, called: StandardFunction): Term {
  if (term.by !== undefined || parameter.is.accepts(term.type)) return term;
  const found = term.type.kind === "list" ? term.type.of : term.type;
  if (isOptional(found) && parameter.is.accepts(listOf(present(found)))) {
    reportAbsent(env, term.value, `${called.name}()`);
    return holeAt(term);
  }
  return faulty(env, "argument-type", term.value, {
    function: `${called.name}()`,
    parameter: parameter.name,
    expected: parameter.is.expects,
    found: showType(present(found)),
  });
}

function checkBy(env: Environment, expr: Generator, called: StandardFunction): Term | undefined {
  if (called.special !== "group") {
    if (expr.by === undefined) return undefined;
    return faulty(env, "type-differs", expr.by, {
      found: "a key after `by`",
      expected: `the end: ${called.signature}`,
    });
  }
  if (expr.by !== undefined) return checkOperand(env, expr.by);
  return faulty(
    env,
    "arguments-few",
    { start: expr.end, end: expr.end },
    { signature: called.signature, missing: "by key" },
  );
}

/** What group() gives: the key and the values that share it. */
function groupShape(key: Type, value: Type): Shape {
  const types: Readonly<Record<string, Type>> = { key, items: listOf(value) };
  const names = ["key", "items"];
  return {
    name: "group",
    names: () => names,
    field: (name) =>
      names.includes(name)
        ? { name, type: types[name] ?? FAULT, own: true, read: (record) => record[name] }
        : undefined,
  };
}
