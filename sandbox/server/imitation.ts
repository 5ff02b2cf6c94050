import type { Company } from "../seed/company.ts";
import type { Answer, Exchange } from "./exchange.ts";
import type { JsonRecord } from "./json.ts";
import type { ChosenOptions, CommonOptions } from "./options.ts";
import type { QuotaRules } from "./quota.ts";
import type { Found, Router } from "./router.ts";
import type { Tokens } from "./tokens.ts";

/** One imitated system, seeded: all that the shared parts of the sandbox know of it. */
export interface Imitation {
  /** As people call it. */
  readonly title: string;
  /** The path that it is mounted under, without a slash at the end. */
  readonly base: string;
  /** What its one client logs in with, by name. */
  readonly client: Readonly<Record<string, string>>;
  readonly tokens: Tokens;
  readonly quota: QuotaRules;
  readonly router: Router;
  /** Names in the query are compared without case. */
  readonly foldsQuery: boolean;
  /** Paths are rewritten before they are routed and logged. */
  readonly rewrite?: (path: string) => string;
  /**
   * Executes at one moment, as a database would do it: asks for the token where the route is not open, and hands the route its
   * parameters. May throw a `Refusal`, which is answered as it stands.
   */
  answer(exchange: Exchange, found: Found): Answer;
  /** What the books hold of that which came over the API. */
  audit(): Audited;
  /** What a person does in the user interface, by the kind of document. */
  readonly edits: Readonly<Record<string, Edit>>;
  /** What the seed has laid out for tests. */
  readonly expected: object;
  /** Told by the system whose people and documents the others are seeded to fit. */
  readonly company?: Company;
}

/** Edits the document with this number. Answers it as it is served, or says what is wrong. */
export type Edit = (number: number, change: JsonRecord, now: number) => JsonRecord | string;

/** How often each key was created; a count above one is a duplicate. */
export type Counts = Readonly<Record<string, number>>;

/** A document that goes from one system to another, by the number that both know. */
export interface Document {
  readonly kind: string;
  readonly number: number;
}

export interface Audited<Report extends object = object> {
  /** How often each key was created over the API, by kind. */
  readonly created: Readonly<Record<string, Counts>>;
  /** Documents that were told here to have arrived elsewhere: one that no other system holds is lost. */
  readonly released: readonly Document[];
  holds(document: Document): boolean;
  /** Its members of the audit that is shown. */
  readonly report: Report;
}

/** Makes a system afresh. Throws a `RangeError` that names the option and its bounds. */
export type Imitate<Own extends object = object, Made extends Imitation = Imitation> = (
  options: ChosenOptions & Own,
  company: Company,
) => Made;

/** Imitations by name, in the order in which they are made. Each takes options of its own, so that only `never` fits all. */
export type Imitations = Readonly<Record<string, (options: never, company: Company) => Imitation>>;

export type MadeOf<Systems extends Imitations> = { readonly [Name in keyof Systems]: ReturnType<Systems[Name]> };

type Any<Systems extends Imitations> = MadeOf<Systems>[keyof Systems];
type All<Union> = (Union extends unknown ? (member: Union) => void : never) extends (member: infer Member) => void
  ? Member
  : never;

type GivenTo<Made> = Made extends (options: infer Given, company: Company) => unknown ? Given : never;

/** The common options and those of each system. */
export type OptionsOf<Systems extends Imitations> = CommonOptions &
  Omit<All<GivenTo<Systems[keyof Systems]>>, keyof ChosenOptions>;
export type ExpectedOf<Systems extends Imitations> = All<Any<Systems>["expected"]>;
export type ReportOf<Systems extends Imitations> = All<ReturnType<Any<Systems>["audit"]>["report"]>;
