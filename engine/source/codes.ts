import type { PatternProblem } from "./pattern-problem.ts";
import type { YamlProblem } from "./yaml-problem.ts";

/**
 * Every diagnostic code with the facts that belong to it. Codes are stable: they are shown, filtered and suppressed by
 * people and CI jobs. What is right instead comes as `nearest`, as another
 * fact or as a hint. The sentences stand in `report/sentences`.
 */
export interface Codes
  extends YamlCodes,
    SchemaCodes,
    SyntaxCodes,
    NameCodes,
    TypeCodes,
    LookupCodes,
    ConnectorCodes,
    TestCodes,
    WorkspaceCodes,
    MappingCodes,
    FieldCodes,
    TwoWayCodes {}

export type Code = keyof Codes;
export type FactsOf<C extends Code> = Codes[C];

/** The code says everything. */
export type NoFacts = Readonly<Record<string, never>>;

/** Reading a file, and YAML. */
export interface YamlCodes {
  readonly "yaml-syntax": YamlProblem;
  /** A text that is read as an alias; what a tag negates that was written for `not`. */
  readonly "yaml-alias": { readonly alias?: string; readonly negated?: string | undefined };
  readonly "yaml-key-reserved": { readonly key: string };
  readonly "yaml-key-twice": { readonly key: string };
  readonly "yaml-comma-cut": { readonly piece: string };
  readonly "yaml-too-deep": { readonly limit: number };
  readonly "yaml-several-documents": NoFacts;
  readonly "too-many-faults": { readonly left: number; readonly limit: number };
  readonly "file-too-large": { readonly bytes: number; readonly limit: number };
  readonly "file-empty": NoFacts;
  readonly "file-not-text": { readonly found: string };
  readonly "file-outside": { readonly leadsTo: string };
}

/** A field of which nothing is known, and why. */
export interface SchemaGap {
  readonly field: string;
  readonly gap: string;
}

/** Record schemas, and what a connector says of its kinds. */
export interface SchemaCodes {
  readonly "schema-missing": { readonly kind: string; readonly file: string };
  readonly "schema-no-record": { readonly kind: string; readonly file: string; readonly gap?: string };
  /** `more` are further fields of the same kind. */
  readonly "schema-gap": SchemaGap & { readonly more: readonly SchemaGap[] };
  readonly "schema-field-unknown": {
    readonly kind: string;
    readonly field: string;
    readonly names: readonly string[];
    readonly nearest?: string;
  };
  readonly "connector-kind-incomplete": { readonly kind: string; readonly key: string };
  readonly "connector-kind-unknown": {
    readonly kind: string;
    readonly names: readonly string[];
    readonly nearest?: string;
  };
}

/** The rule language: reading. */
export interface SyntaxCodes {
  readonly "expression-empty": NoFacts;
  readonly "expression-too-long": { readonly length: number; readonly limit: number };
  readonly "expression-too-deep": { readonly limit: number };
  readonly "character-unknown": { readonly found: string };
  readonly "sign-foreign": { readonly found: string; readonly write: string };
  readonly "sign-missing": { readonly missing: string; readonly found: string };
  readonly "text-open": NoFacts;
  readonly "escape-unknown": { readonly escape: string };
  readonly "value-missing": { readonly found: string; readonly after: string };
  readonly "condition-first": NoFacts;
  readonly "name-missing": NoFacts;
  readonly "test-missing": NoFacts;
  readonly "test-unknown": { readonly found: string; readonly nearest: string | undefined };
  readonly "pattern-missing": NoFacts;
  readonly "pattern-invalid": PatternProblem;
  readonly "holes-unwanted": NoFacts;
  readonly "call-on-value": { readonly name: string };
  readonly leftover: { readonly found: string };
  readonly "hole-open": NoFacts;
  readonly "hole-empty": NoFacts;
  readonly "brace-lonely": NoFacts;
  readonly "each-unreadable": { readonly found: string };
  readonly "need-unreadable": { readonly found: string };
  readonly "linked-unreadable": NoFacts;
  readonly "lookup-unreadable": { readonly found: string };
}

/** The rule language: names and words. */
export interface NameCodes {
  readonly "name-unknown": { readonly name: string; readonly nearest: string | undefined };
  readonly "name-hides": { readonly name: string };
  readonly "name-reserved": { readonly name: string };
  readonly "function-unknown": { readonly name: string; readonly nearest: string | undefined };
  readonly "function-uncalled": { readonly name: string; readonly signature: string };
  readonly "word-unknown": { readonly word: string; readonly list: string; readonly nearest: string | undefined };
  /** `record` is what the field belongs to; without it a name of the mapping is meant. */
  readonly "word-or-field": {
    readonly word: string;
    readonly list: string;
    readonly type: string;
    readonly record: string | undefined;
  };
  readonly "word-without-list": {
    readonly word: string;
    readonly expected: string;
    readonly nearest: string | undefined;
  };
  readonly "field-unknown": { readonly field: string; readonly of: string; readonly nearest: string | undefined };
  readonly "field-of-list": { readonly field: string; readonly list: string };
  readonly "field-of-value": { readonly field: string; readonly type: string };
  readonly "candidate-outside": { readonly field: string };
  readonly "generator-outside": NoFacts;
  readonly "list-outside": NoFacts;
}

/** The rule language: types. */
export interface TypeCodes {
  readonly "type-differs": { readonly found: string; readonly expected: string };
  readonly "branches-differ": { readonly first: string; readonly second: string };
  readonly "else-missing": NoFacts;
  /** `number` is the expression that gives the number itself. */
  readonly "condition-number": { readonly text: string; readonly number: string };
  readonly "condition-type": { readonly found: string };
  readonly "condition-always": { readonly text: string };
  readonly "condition-useless": { readonly text: string; readonly holds: boolean };
  /** `substitute` is a value of its type; `named` when a condition can ask for it. */
  readonly "may-be-absent": {
    readonly text: string;
    readonly need: string;
    readonly substitute: string;
    readonly named: boolean;
  };
  readonly "order-may-fail": { readonly text: string };
  readonly "compare-types": { readonly left: string; readonly right: string };
  readonly "compare-chained": NoFacts;
  readonly "compare-nothing": { readonly word: string; readonly other: string; readonly test: "present" | "absent" };
  readonly "order-types": { readonly left: string; readonly right: string };
  readonly "in-needs-list": { readonly found: string; readonly text: string };
  readonly "arithmetic-type": { readonly found: string; readonly op: string };
  readonly "text-plus": { readonly left: string; readonly right: string };
  readonly "money-and-number": { readonly op: string; readonly money: string };
  readonly "money-and-money": { readonly op: string };
  readonly "division-by-zero": NoFacts;
  readonly "coalesce-useless": { readonly text: string };
  readonly "match-type": { readonly found: string };
  readonly "match-missing": { readonly missing: readonly string[]; readonly subject: string };
  readonly "match-rest-missing": { readonly found: string };
  readonly "match-arm-twice": { readonly pattern: string };
  readonly "match-arm-unreachable": { readonly pattern: string };
  readonly "matches-type": { readonly found: string };
  readonly "is-type": { readonly what: string; readonly found: string };
  readonly "index-type": { readonly found: string };
  readonly "index-key": { readonly expected: string; readonly found: string };
  readonly "index-of-list": { readonly list: string };
  readonly "index-of-value": { readonly found: string };
  readonly "arguments-few": { readonly signature: string; readonly missing: string };
  readonly "arguments-many": { readonly signature: string };
  readonly "argument-type": {
    readonly function: string;
    readonly parameter: string;
    readonly expected: string;
    readonly found: string;
  };
  readonly "position-of": NoFacts;
  readonly "enum-without-list": NoFacts;
  readonly "nothing-misplaced": { readonly word: string };
  readonly "date-impossible": { readonly date: string };
}

/** The rule language: look-ups. */
export interface LookupCodes {
  readonly "kind-unknown": { readonly kind: string; readonly nearest: string | undefined };
  readonly "register-unknown": { readonly register: string; readonly nearest: string | undefined };
  readonly "linked-other-kind": {
    readonly register: string;
    readonly between: readonly string[];
    readonly found: string;
  };
  readonly "linked-not-by-record": { readonly register: string; readonly key: string };
  readonly "linked-backwards": { readonly transfer: string; readonly source: string };
  readonly "document-unknown": { readonly document: string; readonly nearest: string | undefined };
  readonly "lookup-condition": NoFacts;
  readonly "lookup-all-by-id": NoFacts;
}

/** Connectors, and JSON. */
export interface ConnectorCodes {
  readonly "connector-key-unknown": {
    readonly key: string;
    readonly where: string;
    readonly nearest: string | undefined;
  };
  readonly "connector-key-missing": { readonly key: string; readonly where: string };
  readonly "connector-value": { readonly what: string; readonly expected: string; readonly found: string };
  readonly "connector-name-unknown": {
    readonly what: string;
    readonly name: string;
    readonly nearest: string | undefined;
  };
  readonly "json-syntax": { readonly problem: string };
  readonly "credentials-go-to": { readonly what: string; readonly host: string };
}

/** Tests of mappings. */
export interface TestCodes {
  readonly "test-flow-unknown": { readonly flow: string; readonly known: readonly string[] };
  readonly "test-kind-unknown": { readonly kind: string };
  readonly "test-name-twice": { readonly name: string };
  readonly "test-record-unknown": { readonly name: string; readonly known: readonly string[] };
  readonly "test-reference-unknown": { readonly name: string; readonly kind: string };
  readonly "test-record-without-id": { readonly name: string; readonly id: string };
  readonly "test-field-unknown": { readonly field: string; readonly record: string };
  readonly "test-row-missing": { readonly problem: string };
  readonly "test-row-length": { readonly found: number; readonly vary: number; readonly expect: number };
  readonly "test-path-unknown": { readonly path: string; readonly kind: string };
}

/** The workspace file. */
export interface WorkspaceCodes {
  readonly "workspace-store-kind": { readonly found: string };
  readonly "workspace-path-outside": { readonly path: string; readonly real: string };
  readonly "workspace-mail-server": { readonly found: string };
  readonly "workspace-secret-in-plain": { readonly name: string };
  readonly "workspace-secret-missing": { readonly problem: string };
  readonly "workspace-timezone": { readonly found: string };
  readonly "workspace-connection-unknown": { readonly name: string; readonly known: readonly string[] };
  readonly "workspace-connector-unknown": { readonly name: string; readonly known: readonly string[] };
  readonly "workspace-login-unknown": {
    readonly name: string;
    readonly connector: string;
    readonly known: readonly string[];
  };
  readonly "workspace-credential-missing": {
    readonly name: string;
    readonly connection: string;
    readonly title: string;
  };
  readonly "workspace-credential-unknown": {
    readonly name: string;
    readonly connector: string;
    readonly known: readonly string[];
  };
  readonly "workspace-integration-unknown": { readonly name: string; readonly known: readonly string[] };
  readonly "workspace-side-missing": { readonly side: string; readonly integration: string };
  readonly "workspace-side-unknown": {
    readonly side: string;
    readonly integration: string;
    readonly known: readonly string[];
  };
  readonly "workspace-side-connector": {
    readonly side: string;
    readonly connection: string;
    readonly expected: string;
    readonly found: string;
  };
  readonly "workspace-setting": { readonly title: string; readonly path: string; readonly problem: string };
}

/** Mapping files. */
export interface MappingCodes {
  readonly "integration-missing": NoFacts;
  readonly "integration-file-missing": { readonly folder: string };
  readonly "shipped-hidden": { readonly what: "system" | "integration"; readonly name: string };
  readonly "file-kind": { readonly kinds: readonly string[] };
  readonly "key-unknown": { readonly key: string; readonly what: string; readonly known: readonly string[] };
  readonly "key-missing": { readonly key: string; readonly what: string };
  readonly "shape-wrong": { readonly what: string; readonly expected: string; readonly found: string };
  readonly "mapping-value-missing": { readonly what: string };
  readonly "option-unknown": { readonly word: string; readonly what: string; readonly known: readonly string[] };
  readonly "kind-shape": { readonly text: string };
  readonly "side-unknown": { readonly side: string; readonly known: readonly string[] };
  readonly "connector-unknown": { readonly connector: string };
  readonly "kind-cannot": { readonly kind: string; readonly verb: string };
  readonly "action-unknown": { readonly action: string; readonly kind: string; readonly known: readonly string[] };
  readonly "country-code": { readonly found: string };
  readonly "flow-name": { readonly found: string };
  readonly "flow-file-name": { readonly name: string; readonly file: string };
  readonly "flow-twice": { readonly name: string };
  readonly "flow-unknown": { readonly name: string; readonly nearest: string | undefined };
  readonly "flow-is-document": { readonly name: string };
  readonly "flow-when-needed": { readonly name: string };
  readonly "flow-listed-twice": { readonly name: string };
  readonly "flow-unlisted": { readonly name: string };
  readonly "register-unneeded": { readonly register: string };
  readonly "transfer-unknown": { readonly transfer: string; readonly known: readonly string[] };
  readonly "follow-not-by-record": {
    readonly transfer: string;
    readonly kind: string;
    readonly key: "each" | "once for";
  };
  readonly "follow-other-source": { readonly transfer: string; readonly kind: string; readonly first: string };
  readonly "name-twice": { readonly name: string };
  readonly "name-unused": { readonly name: string; readonly where: string };
  readonly "names-too-deep": { readonly name: string; readonly limit: number };
  readonly "definition-cycle": { readonly names: readonly string[] };
  readonly "computed-hides": { readonly field: string; readonly kind: string };
  readonly "computed-cycle": { readonly field: string };
  readonly "condition-quoted": { readonly what: string };
  readonly "need-not-record": { readonly register: string };
  readonly "need-of-itself": { readonly registers: readonly string[] };
  readonly "need-other-kind": { readonly register: string; readonly wanted: readonly string[]; readonly found: string };
  readonly "refuse-without-say": NoFacts;
  readonly "facts-without-say": NoFacts;
  readonly "message-twice": { readonly code: string };
  readonly "message-hole": { readonly hole: string };
  readonly "message-unknown": { readonly code: string; readonly nearest: string | undefined };
  readonly "message-fact-missing": { readonly code: string; readonly fact: string };
  readonly "message-fact-unused": {
    readonly code: string;
    readonly fact: string;
    readonly nearest: string | undefined;
  };
  readonly "message-unused": { readonly code: string };
  readonly "table-file-missing": { readonly file: string };
  readonly "table-column-missing": {
    readonly column: string;
    readonly file: string;
    readonly known: readonly string[];
  };
  readonly "table-key-twice": { readonly key: string };
  readonly "table-file-empty": { readonly file: string };
  readonly "table-row-short": { readonly found: number; readonly expected: number };
  readonly "table-quote-open": NoFacts;
  readonly "setting-kinds": { readonly kinds: readonly string[] };
  readonly "setting-default": { readonly value: string; readonly expected: string };
  readonly "setting-required-default": NoFacts;
  readonly "setting-unused": { readonly setting: string };
  readonly "check-empty": NoFacts;
  readonly "flags-count": { readonly flags: number; readonly found: number };
  readonly "lookup-under-let": { readonly name: string };
}

/** Mapping files: fields of the target. */
export interface FieldCodes {
  readonly "cell-empty": { readonly path: string };
  readonly "cell-twice-valued": { readonly keys: readonly string[] };
  readonly "fields-of-no-record": { readonly path: string };
  readonly "each-into-no-list": { readonly path: string };
  readonly "each-of-no-list": { readonly found: string };
  readonly "each-without-entry": { readonly path: string };
  readonly "limit-above-schema": { readonly limit: number; readonly schema: number; readonly path: string };
  readonly "limit-of-no-text": { readonly path: string };
  /** `value` where it can stand in `{ }`. */
  readonly "text-may-be-long": {
    readonly path: string;
    readonly limit: number;
    readonly longest?: number;
    readonly value: string | undefined;
  };
  readonly "target-required": { readonly field: string; readonly record: string };
  readonly "target-twice": { readonly field: string };
  readonly "field-read-only": { readonly field: string; readonly record: string };
  readonly "cell-cycle": { readonly fields: readonly string[] };
  readonly "asked-not-filled": { readonly field: string; readonly record: string };
  readonly "recognise-not-filled": { readonly field: string; readonly nearest: string | undefined };
  readonly "recognise-missing": { readonly transfer: string };
  readonly "register-without-link": { readonly register: string };
  readonly "register-links-twice": { readonly register: string };
  readonly "source-unread": { readonly flow: string; readonly kind: string; readonly fields: readonly string[] };
  readonly "jsonata-used": NoFacts;
  readonly "step-verb": { readonly verbs: readonly string[]; readonly found: readonly string[] };
  readonly "rule-without-effect": NoFacts;
}

/** Mapping files: two-way registers. */
export interface TwoWayCodes {
  readonly "between-two": { readonly found: number };
  readonly "part-not-record": { readonly part: string };
  readonly "route-missing": { readonly side: string };
  readonly "row-empty": { readonly sides: readonly string[] };
  readonly "row-one-column": { readonly name: string };
  readonly "row-to-without-column": { readonly name: string };
  readonly "row-conversions": { readonly keys: readonly string[] };
  readonly "row-types": {
    readonly from: string;
    readonly fromType: string;
    readonly into: string;
    readonly intoType: string;
  };
  readonly "row-lines": NoFacts;
  readonly "as-no-reference": { readonly as: string };
  readonly "as-type": { readonly as: string; readonly wants: string; readonly found: string };
  readonly "pair-twice": { readonly word: string };
  readonly "pairs-missing": { readonly field: string; readonly missing: readonly string[] };
}
