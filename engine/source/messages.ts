/**
 * Every diagnostic code with the facts its sentence needs: the one place where sentences about the author's text stand.
 * A sentence says what was found and what was expected; the nearest right thing comes as `nearest`.
 * Codes are stable: they are shown, filtered and suppressed by people and CI jobs.
 */
export const messages = {
  // ---- YAML
  "yaml-syntax": (facts: { problem: string }) => facts.problem,
  "yaml-alias": (_: object) => "aliases, anchors, merge keys and tags are not used in these files; write the value out",
  "yaml-key-reserved": (facts: { key: string }) => `"${facts.key}" cannot be a key`,
  "yaml-key-twice": (facts: { key: string }) => `"${facts.key}" stands here already`,
  "yaml-comma-cut": (facts: { piece: string }) => `inside { } and [ ] a comma ends the value, so that ${facts.piece} stands here by itself`,
  "yaml-too-deep": (facts: { limit: number }) => `this is nested more than ${facts.limit} levels deep`,
  "yaml-several-documents": (_: object) => "a second document begins here; a file holds one",
  "too-many-faults": (facts: { left: number; limit: number }) => `${facts.left} more in this file are not shown, since only the worst ${facts.limit} are`,
  "file-too-large": (facts: { bytes: number; limit: number }) => `the file has ${facts.bytes} bytes; at most ${facts.limit} are read`,

  // ---- record schemas and what a connector says of its kinds
  "schema-missing": (facts: { kind: string; file: string }) => `the kind ${facts.kind} names the schema ${facts.file}, which is not there`,
  "schema-no-record": (facts: { kind: string; file: string; gap?: string }) =>
    `the schema ${facts.file} of the kind ${facts.kind} must describe a record with its fields${facts.gap === undefined ? "" : `, but ${facts.gap}`}`,
  "schema-gap": (facts: { field: string; gap: string }) => `nothing is known of the values of ${facts.field}: ${facts.gap}`,
  "schema-field-unknown": (facts: { kind: string; field: string; names: readonly string[] }) =>
    `the schema of ${facts.kind} has no field ${facts.field}; it has ${facts.names.join(", ")}`,
  "connector-kind-incomplete": (facts: { kind: string; key: string }) => `the kind ${facts.kind} must say its ${facts.key}`,
  "connector-kind-unknown": (facts: { kind: string; names: readonly string[] }) =>
    `${facts.kind === "" ? "the kind of record must be named" : `there is no kind ${facts.kind}`}; there are ${facts.names.join(", ")}`,
} as const;

export type Code = keyof typeof messages;
export type FactsOf<C extends Code> = Parameters<(typeof messages)[C]>[0];
