import type { LinearPattern } from "../value/linear-pattern.ts";
import type { Template } from "./template.ts";

/** A vendor, as `schemas/<system>/connector.yaml` describes it. Pure data: nothing here knows a vendor's name. */
export interface Connector {
  readonly name: string;
  readonly title: string;
  readonly host: Template;
  readonly logins: ReadonlyMap<string, Login>;
  readonly headers: readonly NamedTemplate[];
  readonly probe: Call;
  readonly pace: readonly Pace[];
  /** Most calls of one connection under way together. */
  readonly atOnce: number;
  readonly timeoutMs: number;
  /** How long a lost write may still land and become visible. */
  readonly settleMs: number;
  readonly changed: MomentFormat;
  /** Texts with characters outside of this set are refused before anything is sent. */
  readonly characters: "windows-1252" | undefined;
  readonly jsonPatch: JsonPatch;
  /** The fields in which the vendor writes an amount with its currency; undefined: the bare amount. */
  readonly money: { readonly amount: string; readonly currency: string } | undefined;
  readonly answers: AnswerPaths;
  readonly errors: readonly ErrorRow[];
  readonly kinds: ReadonlyMap<string, Kind>;
}

export interface NamedTemplate {
  readonly name: string;
  readonly value: Template;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** `GET /v1/invoices/{guid}?x=y`. */
export interface Call {
  readonly method: Method;
  readonly path: Template;
  readonly query: readonly NamedTemplate[];
  /** Method and path as written, without the query: the name under which calls are counted and reported. */
  readonly route: string;
}

export interface Login {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly token: Template;
  readonly body: "json" | "form";
  readonly send: readonly NamedTemplate[];
  readonly scopes: string;
  /** Where the token and its life in seconds stand in the answer. */
  readonly value: string;
  readonly lives: string;
  readonly livesMs: number;
  readonly ask: readonly Question[];
}

export interface Question {
  readonly name: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly secret: boolean;
  readonly default: string | undefined;
}

/** At most `calls` in any stretch of `perMs`, counted for each value of `forEach` (`host`, `credentials.clientId` …). */
export interface Pace {
  readonly calls: number;
  readonly perMs: number;
  readonly forEach: readonly string[];
}

export interface MomentFormat {
  readonly format: string;
  readonly zone: string;
  readonly overlapMs: number;
}

export interface JsonPatch {
  readonly operation: string;
  /** `record`: `/status` with `{guid}`; `path`: `/status/guid` with the bare id. */
  readonly references: "record" | "path";
}

/** Where an answer says what went wrong. Paths with `body.` start at the body, others at one fault. */
export interface AnswerPaths {
  readonly faults: string;
  readonly code: string;
  readonly message: string;
  readonly field: string;
  readonly codeLooksLike: LinearPattern | undefined;
  /** Where a refused log-in says why. */
  readonly token: string | undefined;
}

export type Means = "rejected" | "exists" | "later" | "login" | "blocked" | "missing" | "uncertain";
export type WriteOperation = "create" | "update" | "action" | "undo";

export interface ErrorRow {
  readonly statuses: readonly number[] | undefined;
  readonly codes: readonly string[] | undefined;
  /** Counts only when the body is the vendor's own error model. */
  readonly faults: boolean;
  readonly operations: readonly (WriteOperation | "read")[] | undefined;
  readonly means: Means;
  readonly waitMs: number | undefined;
  readonly say: string | undefined;
}

export type Paging =
  | { readonly by: "none" }
  | (PageSize & { readonly by: "token"; readonly parameter: string; readonly header: string })
  | (PageSize & { readonly by: "offset"; readonly parameter: string; readonly shortPageEnds: boolean })
  | (PageSize & {
      readonly by: "number";
      readonly parameter: string;
      readonly first: number;
      readonly total: string | undefined;
      readonly shortPageEnds: boolean;
    })
  | (PageSize & {
      readonly by: "last id";
      readonly parameter: string;
      readonly id: string;
      readonly sizeInAnswer: string | undefined;
    });

export interface PageSize {
  readonly sizeParameter: string | undefined;
  readonly askFor: number;
  readonly always: Constants;
}

export type Constants = readonly { readonly name: string; readonly value: string }[];

export interface Kind {
  readonly name: string;
  /** File name beside the connector. */
  readonly schema: string;
  readonly id: string;
  /** Fields that name a record for people, in order. */
  readonly label: readonly string[];
  readonly list: ListCall | undefined;
  readonly read: Call | undefined;
  readonly many: ReadMany | undefined;
  readonly create: WriteCall | undefined;
  readonly update: WriteCall | undefined;
  readonly undo: WriteCall | undefined;
  readonly actions: ReadonlyMap<string, WriteCall>;
  readonly filters: ReadonlyMap<string, Filter>;
  readonly references: ReadonlyMap<string, Reference>;
  readonly relations: ReadonlyMap<string, Relation>;
}

export interface ListCall {
  readonly call: Call;
  readonly paging: Paging;
  /** Path of the rows in the answer; empty for the body itself. */
  readonly items: string;
  /** Parameter that takes the moment since when records have changed. */
  readonly changed: string | undefined;
  /** The fields that a row has; undefined: all. A dotted path: only that part of the field. */
  readonly has: readonly string[] | undefined;
  /** The answer is the one record there is. */
  readonly one: boolean;
  readonly always: Constants;
  /** One pass over the list for each value, unless the query names one; rows without the field get it. */
  readonly eachOf: readonly { readonly field: string; readonly values: readonly (string | boolean | number)[] }[];
  /** Row fields that are called otherwise in the record. */
  readonly rename: readonly { readonly from: string; readonly to: string }[];
  /** Fields that each row takes from the object that holds the rows. */
  readonly add: readonly { readonly field: string; readonly from: string }[];
  /** The list to use when the query does not fill the holes of `call`. */
  readonly otherwise: ListCall | undefined;
}

export interface ReadMany {
  readonly via:
    | { readonly by: "call"; readonly call: Call; readonly most: number }
    | { readonly by: "filter"; readonly parameter: string; readonly values: "repeat" | "comma"; readonly most: number }
    | undefined;
  /** From so many ids on, the whole list is taken instead, as long as that costs fewer calls. */
  readonly listFrom: number | undefined;
}

export type Sends = "json patch" | "changed fields" | "everything";

export interface WriteCall {
  readonly call: Call;
  readonly sends: Sends;
  /** Fields of the record that stay at home. */
  readonly notSent: readonly string[];
  /** Fixed fields of the body, unless the request has them. */
  readonly send: readonly { readonly name: string; readonly value: string | number | boolean }[];
  /** Fields that the answer lacks and that are taken from the request. */
  readonly add: readonly string[];
  readonly multipart: Multipart | undefined;
}

export interface Multipart {
  readonly type: "form-data" | "related";
  readonly parts: readonly Part[];
  readonly mostBytes: number;
}

export type Part =
  | { readonly name: string | undefined; readonly fields: readonly { readonly name: string; readonly from: string }[] }
  | { readonly name: string | undefined; readonly file: string };

export interface Filter {
  readonly by: "parameter" | "header";
  readonly name: string;
  readonly values: "one" | "repeat" | "comma";
  readonly most: number;
  readonly compares: "equals" | "contains";
}

export interface Reference {
  readonly kind: string;
  /** The field of the reference that holds the id; undefined: the value is the id. */
  readonly by: string | undefined;
  /** The name under which the record is reached, where the field holds a bare id. */
  readonly as: string | undefined;
}

export type Relation = RecordRelation | FileRelation | ThroughRelation;

export interface RecordRelation {
  readonly is: "records";
  readonly name: string;
  readonly kind: string;
  readonly many: boolean;
  readonly onlyIf: string | undefined;
  readonly source: RelationSource;
  readonly bulk: Bulk | undefined;
  readonly together: Together | undefined;
}

/** A file of the record, or (`many`) one for each item of a list. */
export interface FileRelation {
  readonly is: "files";
  readonly name: string;
  readonly many: boolean;
  readonly onlyIf: string | undefined;
  readonly source: RelationSource | undefined;
  readonly file: FileDescription;
}

/** All records or files that `relation` gives for the records of the relation `through`. */
export interface ThroughRelation {
  readonly is: "through";
  readonly name: string;
  readonly through: string;
  readonly relation: string;
}

export type RelationSource =
  | { readonly from: "call"; readonly call: Call; readonly paging: Paging; readonly items: string }
  /** Which call, by the value of a field of the parent. */
  | {
      readonly from: "calls";
      readonly by: string;
      readonly calls: ReadonlyMap<string, Call>;
      readonly paging: Paging;
      readonly items: string;
    }
  | { readonly from: "field"; readonly field: string };

/** One list instead of a call for each parent. */
export interface Bulk {
  readonly call: Call;
  readonly paging: Paging;
  readonly items: string;
  /** Path in a row to the parent's id. */
  readonly by: string;
  readonly changed: string | undefined;
  /** Field of the parent that no row of it is older than. */
  readonly since: string | undefined;
  /** Fields of the parent: while they stay the same, so do its rows. Empty: that cannot be told by the parent. */
  readonly sameWhile: readonly string[];
  readonly atLeast: number;
}

/** One call for all parents that share the value of `of`; rows find their parent by `by`. */
export interface Together {
  readonly of: string;
  readonly by: string;
  readonly atLeast: number;
  readonly calls: ReadonlyMap<string, Call>;
}

export interface FileDescription {
  readonly call: Call;
  /** Field or template of the file name. */
  readonly name: string | Template;
  /** Field of the content type, or the type itself. */
  readonly type: string;
  readonly size: string | undefined;
  /** `multipart`: the bytes are the last part of the answer. */
  readonly answer: "bytes" | "multipart";
}
