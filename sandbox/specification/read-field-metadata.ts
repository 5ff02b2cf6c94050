import { type Operation, type Specification, type Type, writeMember } from "./specification.ts";

/** The metadata of fields that a generated client carries along: lists of fields with their limits, instead of schemas. */
export interface FieldMetadata {
  readonly apiVersion: string;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly operations: readonly {
    readonly method: string;
    readonly path: string;
    readonly query?: readonly { readonly name: string }[];
    readonly body?: string;
    readonly responses: Readonly<Record<string, string | null>>;
  }[];
  readonly schemas: Readonly<Record<string, { readonly fields: readonly NamedField[] }>>;
}

interface NamedField extends FieldType {
  readonly name: string;
  readonly required?: boolean;
}

interface FieldType {
  readonly type?: string;
  readonly format?: string;
  readonly ref?: string;
  readonly items?: FieldType;
  readonly enum?: readonly string[];
  readonly enumRef?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
}

/** Such metadata is never the vendor's own file. */
export function readFieldMetadata(metadata: FieldMetadata): Specification {
  const operations = metadata.operations.map(({ method, path, query = [], body, responses }) => {
    const answer = responses["200"] ?? responses["201"];
    const request = body === undefined ? undefined : named(metadata, body);
    const operation: Operation = {
      ...(query.length === 0 ? {} : { query: query.map(({ name }) => name) }),
      ...(request === undefined ? {} : { request }),
      ...(typeof answer === "string" ? { answer: named(metadata, answer) } : {}),
    };
    return [`${method} ${path}`, operation] as const;
  });
  const shapes = Object.entries(metadata.schemas).map(([name, { fields }]) => {
    const members = fields.map((field) => [
      field.name,
      writeMember({ type: typeOf(metadata, field), required: field.required === true }),
    ]);
    return [name, Object.fromEntries(members) as Record<string, string>] as const;
  });
  return {
    source: "rebuilt",
    version: metadata.apiVersion,
    operations: Object.fromEntries(operations),
    shapes: Object.fromEntries(shapes),
    enums: metadata.enums,
  };
}

/** `Invoice` or `Invoice[]`; a name without a list of fields says nothing of the body. */
function named({ schemas }: FieldMetadata, text: string): string {
  const name = text.replace(/\[\]$/, "");
  const type = name in schemas ? `@${name}` : "any";
  return text === name ? type : `[${type}]`;
}

function typeOf(metadata: FieldMetadata, field: FieldType): Type {
  if (field.ref !== undefined)
    return field.ref in metadata.schemas ? { kind: "shape", name: field.ref } : { kind: "any" };
  if (field.enumRef !== undefined) return { kind: "words of", name: field.enumRef };
  if (field.enum !== undefined) return { kind: "words", words: field.enum };
  switch (field.type) {
    case "array":
      return { kind: "list", of: field.items === undefined ? { kind: "any" } : typeOf(metadata, field.items) };
    case "boolean":
      return { kind: "boolean" };
    case "integer":
    case "number":
      return { kind: field.type, least: field.min, most: field.max };
    case "string":
      return field.format === "date" || field.format === "date-time"
        ? { kind: field.format }
        : { kind: "text", least: field.minLength, most: field.maxLength };
    default:
      return { kind: "any" };
  }
}
