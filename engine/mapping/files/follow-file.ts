import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { YamlMap, YamlScalar } from "../../source/yaml-tree.ts";
import { conditionOf } from "../cells/expressions.ts";
import { readLevel } from "../cells/read-level.ts";
import { HIDDEN_SOURCE, rootScope } from "../cells/root-scope.ts";
import { readSaying } from "../cells/sayings.ts";
import type { Context } from "../context/context.ts";
import { didYouMean, headOf, Keys, mapOf, scalarOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { FollowRule, TypedFollow } from "../tree/typed-flow.ts";
import { conditionAt } from "./at-key.ts";
import { type FlowFile, flowBase, LOCAL_KEYS, readTargetFields } from "./flow-file.ts";

const KEYS = ["follow", "title", "about", "of", "while", "with", "let", "rules", ...LOCAL_KEYS];
const RULE_KEYS = ["name", "when", "write back", "do", "say", "facts", "last", "remark"];

/** Reads a follow: watches documents already carried and moves a status. */
export function readFollow(context: Context, file: FlowFile): TypedFollow | undefined {
  const { report } = context;
  const keys = new Keys(file.map, "a follow", KEYS, report);
  const of = keys.items("of").flatMap((node) => scalarOf(node, `"of"`, report) ?? []);
  keys.need("of");
  const transfers = of.flatMap((scalar) => {
    const head = context.flows.get(scalar.text);
    if (head?.kind === "transfer" && head.from !== undefined && head.to !== undefined) {
      const { from, to, namedBy } = head;
      if (namedBy !== undefined)
        report("follow-not-by-record", scalar.span, { transfer: scalar.text, kind: from.name, key: namedBy });
      return [{ from, to, scalar }];
    }
    const known = [...context.flows.values()].filter((flow) => flow.kind === "transfer").map((flow) => flow.name);
    if (head?.kind !== "transfer" && !(head === undefined && context.used.incomplete))
      report(
        "transfer-unknown",
        scalar.span,
        { transfer: scalar.text, known },
        { hints: didYouMean(scalar.text, known) },
      );
    return [];
  });
  const [first] = transfers;
  if (first === undefined) return undefined;
  const pairs: Pair[] = [];
  for (const pair of transfers) {
    if (pair.from.name !== first.from.name) {
      const facts = { transfer: pair.scalar.text, kind: pair.from.name, first: first.from.name };
      report("follow-other-source", pair.scalar.span, facts);
    } else if (!pairs.some(({ to }) => to.name === pair.to.name)) pairs.push(pair);
  }
  // Watched documents may be of several kinds: the rules must hold of each, and a fault of all of them is said once.
  const once = onceEach(report);
  const [parts] = pairs.map((pair) => readParts({ ...context, report: once }, keys, pair));
  if (parts === undefined) return undefined;
  return {
    kind: "follow",
    ...flowBase(file, keys),
    of: of.map((scalar) => scalar.text),
    from: first.from,
    to: first.to,
    ...parts,
  };
}

/** What a transfer carries, and what it makes of it. */
interface Pair {
  readonly from: KindUse;
  readonly to: KindUse;
  readonly scalar: YamlScalar;
}

type Parts = Pick<TypedFollow, "root" | "sourceSlot" | "targetSlot" | "level" | "while" | "rules">;

/** The names, the condition and the rules, checked for documents of these kinds. */
function readParts(outer: Context, keys: Keys, { from, to }: Pair): Parts {
  const context: Context = { ...outer, fromSide: from.side };
  const { report } = context;
  const root = rootScope(context, { name: HIDDEN_SOURCE, shape: from.shape }, false);
  const sourceType: Type = { kind: "record", shape: from.shape };
  const sourceSlot = root.declare(from.side, sourceType, { description: "the document" });
  const targetType: Type = { kind: "record", shape: to.shape };
  const targetSlot = root.declare(to.side, targetType, { description: "the document on the other side" });
  const level = readLevel(context, keys, root.child());
  const { when, scope } = conditionAt(context, keys, "while", level.scope);
  const list = keys.list("rules");
  if (list === undefined) keys.need("rules");
  const rules = (list?.items ?? []).flatMap((node) => {
    const map = mapOf(node, "a rule", report);
    return map === undefined ? [] : (readRule(context, map, scope, { from, to }) ?? []);
  });
  return { root, sourceSlot, targetSlot, level, while: when, rules };
}

function onceEach(report: Report): Report {
  const said = new Set<string>();
  return (code, span, facts, options) => {
    const key = `${code} ${span.source.path} ${span.start} ${span.end}`;
    if (said.has(key)) return;
    said.add(key);
    report(code, span, facts, options);
  };
}

function readRule(
  context: Context,
  map: YamlMap,
  outer: Scope,
  kinds: { readonly from: KindUse; readonly to: KindUse },
): FollowRule | undefined {
  const { report } = context;
  const keys = new Keys(map, "a rule", RULE_KEYS, report);
  keys.need("name");
  const node = keys.need("when");
  const when = node === undefined ? undefined : conditionOf(node, `"when"`, { scope: outer, report });
  const { scope } = when === undefined ? { scope: outer } : conditionScope(context, keys, outer);
  const writeBack = keys.has("write back")
    ? readTargetFields(
        keys,
        "write back",
        { context, kind: kinds.from, path: "", scope, over: undefined, update: undefined, inRegister: false },
        undefined,
      )
    : undefined;
  const action = keys.scalar("do");
  const { actions } = kinds.to.schema;
  if (action !== undefined && !actions.has(action.text)) {
    report(
      "action-unknown",
      action.span,
      { action: action.text, kind: kinds.to.name, known: [...actions] },
      { hints: didYouMean(action.text, actions) },
    );
  }
  const say = readSaying(context, keys, scope);
  if (writeBack === undefined && action === undefined && say === undefined && !keys.has("last"))
    report("rule-without-effect", headOf(map), {});
  if (when === undefined) return undefined;
  return {
    name: keys.text("name") ?? "",
    when,
    writeBack,
    action: action?.text,
    say,
    last: keys.flag("last"),
    span: keys.span("when"),
  };
}

function conditionScope(context: Context, keys: Keys, scope: Scope): { readonly scope: Scope } {
  return conditionAt({ ...context, report: () => {} }, keys, "when", scope);
}
