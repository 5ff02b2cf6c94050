import type { Typed } from "../language/check/check.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList } from "../mapping/tree/field-node.ts";
import type { KindUse } from "../mapping/tree/kind-use.ts";
import type { TellFallBack } from "./or-closures.ts";
import type { Messages } from "./say.ts";

/** What a record is made for, and with what. */
export interface BuildOptions {
  readonly kind: KindUse;
  readonly messages: Messages;
  readonly sourceSide: string;
  readonly trace: boolean;
  /** `update`: only what follows later changes, and what is absent now is cleared. */
  readonly mode: "create" | "update" | "change";
  readonly fellBack: TellFallBack;
}

/** One field of a record that is made. */
export interface OutlinedField {
  readonly key: string;
  readonly node: Cell | EachBlock | FixedList;
  readonly constant: boolean;
  /** A create must fill it; looked at only when its record is made. */
  readonly required: boolean;
}

/** A record to be made: its fields in the order of the mapping, fields of dotted paths gathered under their first step. */
export interface RecordOutline {
  readonly parts: (OutlinedField | { readonly key: string; readonly outline: RecordOutline })[];
  readonly path: string;
  readonly when: Typed | undefined;
}

/** The outline of a record with these fields; of an entry of a list with the entry's own path and condition. */
export function outlineOf(
  fields: readonly FieldNode[],
  options: BuildOptions,
  entry: Pick<Block, "path" | "when"> = { path: "", when: undefined },
): RecordOutline {
  const outline: RecordOutline = { parts: [], path: entry.path, when: entry.when };
  for (const node of fields) addNode(outline, node, options);
  return outline;
}

function addNode(outline: RecordOutline, node: FieldNode, options: BuildOptions): void {
  if (node.kind === "ignored") return;
  if (options.mode === "update" && node.kind !== "block" && !followsChanges(node)) return;
  const home = outlineAt(outline, node.ownPath.slice(0, -1));
  const key = node.ownPath.at(-1) ?? "";
  if (node.kind === "block") {
    const inner = node.when === undefined ? outlineAt(outline, node.ownPath) : addOutline(home, key, node);
    for (const field of node.fields) addNode(inner, field, options);
    return;
  }
  const required = node.target.required && options.mode === "create" && !(node.kind === "cell" && isStrict(node));
  home.parts.push({ key, node, constant: node.kind === "cell" && node.constant, required });
}

/** Whether a record that is linked is changed later: some field of it follows what its source becomes. */
export function isFollowed(fields: readonly FieldNode[]): boolean {
  return fields.some((node) =>
    node.kind === "block" ? isFollowed(node.fields) : node.kind !== "ignored" && followsChanges(node),
  );
}

function followsChanges({ update }: OutlinedField["node"]): boolean {
  return update !== "never";
}

/** The author says `required` for a field that the schema leaves open: then it is refused wherever it is absent. */
export function isStrict(cell: Cell): boolean {
  return cell.required && (!cell.target.required || cell.requiredSay !== undefined);
}

function outlineAt(outline: RecordOutline, steps: readonly string[]): RecordOutline {
  let at = outline;
  for (const step of steps) {
    const there = at.parts.find((part) => part.key === step && "outline" in part && part.outline.when === undefined);
    at = there !== undefined && "outline" in there ? there.outline : addOutline(at, step, undefined);
  }
  return at;
}

function addOutline(home: RecordOutline, key: string, block: Block | undefined): RecordOutline {
  const path = block?.path ?? (home.path === "" ? key : `${home.path}.${key}`);
  const outline: RecordOutline = { parts: [], path, when: block?.when };
  home.parts.push({ key, outline });
  return outline;
}

/** A record that a create must have is made even when nothing but constants is in it. */
export function isAlwaysMade(outline: RecordOutline, options: BuildOptions): boolean {
  return (
    outline.when === undefined &&
    options.mode === "create" &&
    options.kind.schema.target(outline.path)?.required === true
  );
}

/** Reads nothing: such a part alone does not make an optional record. */
export function isConstant(part: RecordOutline["parts"][number]): boolean {
  return "outline" in part ? part.outline.when === undefined && part.outline.parts.every(isConstant) : part.constant;
}
