import type { Shape } from "../language/types/type.ts";
import type { Report } from "../source/diagnostic.ts";
import { nearest } from "../source/nearest.ts";
import type { SourceText, Span } from "../source/span.ts";
import type { YamlMap } from "../source/yaml-tree.ts";
import type { Can, ConnectorKind } from "./connector-kinds.ts";
import { connectorKinds } from "./connector-kinds.ts";
import type { RecordNode } from "./lower.ts";
import { lowerKind } from "./lower.ts";
import { isObject } from "./schema-document.ts";
import type { KindLinks, Reference, Relation } from "./shape.ts";
import { kindShape } from "./shape.ts";
import type { TargetField } from "./target.ts";
import { hasProperty, requiredOnCreate, targetField, targetNames } from "./target.ts";

export type { TargetField } from "./target.ts";

/** The record kinds of one system, by their names without the system. */
export interface SystemSchema {
  readonly name: string;
  readonly title: string;
  readonly kinds: ReadonlyMap<string, KindSchema>;
  /** The same kinds by another name of their system: that of a side, where an integration calls it otherwise. */
  readonly as: (name: string) => SystemSchema;
}

export interface KindSchema {
  /** `severa/invoice`. */
  readonly name: string;
  /** `invoice`. */
  readonly kind: string;
  /** The field that identifies a record, e.g. `guid`. */
  readonly id: string;
  /** The fields that name a record for people. */
  readonly label: readonly string[];
  /** For reading: own fields, references and relations. A field that needs a call says `isCall`; the others are own JSON. */
  readonly shape: Shape;
  /** For writing: the field at a dotted path, through lists (`invoiceRows.quantity`). */
  readonly target: (path: string) => TargetField | undefined;
  /** The names below a path that can be written, for the nearest right name; `` gives those of the record. */
  readonly targetNames: (path: string) => readonly string[];
  /** Dotted paths that a create must fill; one below another counts only once that other is filled. */
  readonly requiredOnCreate: readonly string[];
  readonly filters: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly can: Can;
  /** By dotted path of the field, through lists: the fields that lead to other records. */
  readonly references: ReadonlyMap<string, Reference>;
  /** By the name that rules read them by: what belongs to a record and takes a call. */
  readonly relations: ReadonlyMap<string, Relation>;
  readonly jsonSchema: object;
  /** The record's own JSON as lowered, for checks of whole records. */
  readonly record: RecordNode;
}

/** The files of `schemas/<system>/` by their names, e.g. `invoice.json`. */
export type SystemFiles = ReadonlyMap<string, { readonly source: SourceText; readonly json: unknown }>;

/**
 * The record kinds that a connector declares, each with the schema file it names. A kind that has no usable schema is
 * reported and left out; nothing throws. Shapes are made when they are first asked for. `name` is the system's, the
 * connector's own if left out.
 */
export function readSystemSchema(connector: YamlMap, files: SystemFiles, report: Report, name?: string): SystemSchema {
  const declared = connectorKinds(connector, report, name);
  const schemas = new Map([...files].map(([name, file]) => [name, file.json]));
  const kinds = new Map<string, KindSchema>();
  const shapeOf = (name: string): Shape => {
    const kind = kinds.get(name.slice(name.indexOf("/") + 1));
    return kind?.shape ?? emptyShape(name);
  };
  for (const kind of declared.kinds) {
    const record = recordOf(kind, declared.name, schemas, report);
    if (record === undefined) continue;
    checkFields(kind, record, report);
    kinds.set(kind.kind, kindSchema(kind, declared.name, record, schemas.get(kind.file) as object, shapeOf));
  }
  const schema: SystemSchema = {
    name: declared.name,
    title: declared.title,
    kinds,
    // What is wrong with the connector has been reported under its own name.
    as: (other) => (other === schema.name ? schema : readSystemSchema(connector, files, () => {}, other)),
  };
  return schema;
}

function recordOf(
  kind: ConnectorKind,
  system: string,
  schemas: ReadonlyMap<string, unknown>,
  report: Report,
): RecordNode | undefined {
  if (!isObject(schemas.get(kind.file))) {
    report("schema-missing", kind.fileSpan, { kind: kind.kind, file: kind.file });
    return undefined;
  }
  const { node } = lowerKind(schemas, kind.file, system, kind.kind);
  if (node.kind === "record") return node;
  const gap = node.kind === "unknown" ? node.gap : undefined;
  report("schema-no-record", kind.fileSpan, {
    kind: kind.kind,
    file: kind.file,
    ...(gap === undefined ? {} : { gap }),
  });
  return undefined;
}

function kindSchema(
  kind: ConnectorKind,
  system: string,
  record: RecordNode,
  jsonSchema: object,
  shapeOf: (kind: string) => Shape,
): KindSchema {
  const name = `${system}/${kind.kind}`;
  const { id, embedded, references, relations } = kind;
  const links: KindLinks = { kind: name, id, embedded, references, relations, shapeOf };
  const targets = new Map<string, TargetField | undefined>();
  let required: readonly string[] | undefined;
  let shape: Shape | undefined;
  return {
    name,
    kind: kind.kind,
    id,
    label: kind.label,
    get shape() {
      shape ??= kindShape(record, links);
      return shape;
    },
    target: (path) => {
      if (!targets.has(path)) targets.set(path, targetField(record, links, path));
      return targets.get(path);
    },
    targetNames: (path) => targetNames(record, path),
    get requiredOnCreate() {
      required ??= requiredOnCreate(record);
      return required;
    },
    filters: kind.filters,
    actions: kind.actions,
    can: kind.can,
    references,
    relations,
    jsonSchema,
    record,
  };
}

/** What the connector names must be there: the identity, the labels, and the fields of references. */
function checkFields(kind: ConnectorKind, record: RecordNode, report: Report): void {
  const check = (path: string, span: Span): void => {
    if (hasProperty(record, path)) return;
    const names = [...record.properties.keys()];
    const close = nearest(path, names);
    report("schema-field-unknown", span, {
      kind: kind.kind,
      field: path,
      names,
      ...(close === undefined ? {} : { nearest: close }),
    });
  };
  check(kind.id, kind.idSpan);
  for (const field of kind.label) check(field, kind.idSpan);
  for (const [path, reference] of kind.references) check(path, reference.span);
}

function emptyShape(name: string): Shape {
  return { name, kind: name, field: () => undefined, names: () => [] };
}
