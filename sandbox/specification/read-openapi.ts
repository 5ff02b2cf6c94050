import { type Operation, type Specification, type Type, writeMember, writeType } from "./specification.ts";

/** The parts of a description in OpenAPI 3 that are facts; prose is passed over. */
export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, OpenApiSchema>> };
}

interface OpenApiOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
  readonly "x-scopes-from-tag"?: readonly string[];
}

type Content = Readonly<Record<string, { readonly schema?: OpenApiSchema }>>;

export interface OpenApiSchema {
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

const METHODS = new Set(["get", "post", "put", "patch", "delete"]);

export function readOpenApi(api: OpenApi, source: Specification["source"]): Specification {
  const operations: Record<string, Operation> = {};
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods))
      if (METHODS.has(method)) operations[`${method.toUpperCase()} ${path}`] = readOperation(operation);
  }
  const shapes: Record<string, Record<string, string>> = {};
  const enums: Record<string, readonly string[]> = {};
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    if (schema.enum !== undefined) enums[name] = schema.enum.map(String);
    else if (schema.properties !== undefined) shapes[name] = readShape(api, schema);
  }
  return { source, version: api.info.version, operations, shapes, enums };

  function readOperation(operation: OpenApiOperation): Operation {
    const query = operation.parameters?.filter(({ in: place }) => place === "query").map(({ name }) => name) ?? [];
    const scopes = operation["x-scopes-from-tag"] ?? [];
    const request = bodyType(api, operation.requestBody?.content);
    const answer = bodyType(api, (operation.responses?.["200"] ?? operation.responses?.["201"])?.content);
    return {
      ...(query.length === 0 ? {} : { query }),
      ...(scopes.length === 0 ? {} : { scopes }),
      ...(request === undefined ? {} : { request }),
      ...(answer === undefined ? {} : { answer }),
    };
  }
}

function bodyType(api: OpenApi, content: Content | undefined): string | undefined {
  const schema = Object.values(content ?? {})[0]?.schema;
  return schema === undefined ? undefined : writeType(typeOf(api, schema));
}

function readShape(api: OpenApi, schema: OpenApiSchema): Record<string, string> {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    writeMember({ type: typeOf(api, property), required: required.has(name) }),
  ]);
  return Object.fromEntries(members);
}

function typeOf(api: OpenApi, schema: OpenApiSchema): Type {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) return referredType(api, reference.split("/").at(-1) ?? "");
  if (schema.enum !== undefined) return { kind: "words", words: schema.enum.map(String) };
  switch (schema.type) {
    case "array":
      return { kind: "list", of: schema.items === undefined ? { kind: "any" } : typeOf(api, schema.items) };
    case "boolean":
      return { kind: "boolean" };
    case "integer":
    case "number":
      return { kind: schema.type, least: schema.minimum, most: schema.maximum };
    case "string":
      return schema.format === "date" || schema.format === "date-time"
        ? { kind: schema.format }
        : { kind: "text", least: schema.minLength, most: schema.maxLength };
    default:
      return { kind: "any" };
  }
}

function referredType(api: OpenApi, name: string): Type {
  const schema = api.components.schemas[name];
  if (schema?.enum !== undefined) return { kind: "words of", name };
  if (schema?.properties !== undefined) return { kind: "shape", name };
  return schema === undefined ? { kind: "any" } : typeOf(api, schema);
}
