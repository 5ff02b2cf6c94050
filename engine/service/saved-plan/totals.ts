import type { SystemSchema } from "../../schema/system-schema.ts";
import { add, divide, fromText, isDecimal, multiply, round, subtract, toText } from "../../value/decimal.ts";
import { getPath, isRecord } from "../../value/path.ts";
import { type Decimal, Money, type RecordValue, type Value } from "../../value/value.ts";
import type { PlannedAction } from "../../work/base/planned.ts";
import type { Plan } from "../../work/run-report.ts";

/** What the documents that a flow would make come to, as their rows say it. */
export interface Total {
  readonly scope: string;
  readonly flow: string;
  /** ISO 4217; empty where the document does not say. */
  readonly currency: string;
  /** In per cent; undefined where the rows have none. */
  readonly rate: string | undefined;
  /** Exact to two places or more, as text. */
  readonly amount: string;
  readonly documents: number;
}

/** A plan with what it comes to, once all its actions have been taken. */
export interface Summed extends Plan {
  readonly totals: () => readonly Total[];
}

export function withTotals(plan: Plan, schemas: ReadonlyMap<string, SystemSchema>): Summed {
  const totals = new Totals(plan.scope, schemas);
  const actions = async function* (): AsyncGenerator<PlannedAction> {
    for await (const action of plan.actions) {
      totals.add(action);
      yield action;
    }
  };
  return { ...plan, actions: actions(), totals: () => totals.all() };
}

/** Where a kind of record has its money, from `x-amounts` of its schema. */
interface Amounts {
  /** The list of rows; undefined: the record itself is the only one. */
  readonly rows: string | undefined;
  /** What is multiplied: `quantity`, `unitPrice`. */
  readonly of: readonly string[];
  /** A percentage that is taken off. */
  readonly less: string | undefined;
  readonly currency: string | undefined;
  readonly rate: string | undefined;
}

interface Sum extends Omit<Total, "amount"> {
  amount: Decimal;
  documents: number;
}

/** Adds up what a plan would make, by flow, currency and VAT rate. */
export class Totals {
  readonly #schemas: ReadonlyMap<string, SystemSchema>;
  readonly #scope: string;
  readonly #sums = new Map<string, Sum>();
  readonly #amounts = new Map<string, Amounts | undefined>();

  constructor(scope: string, schemas: ReadonlyMap<string, SystemSchema>) {
    this.#scope = scope;
    this.#schemas = schemas;
  }

  add({ action, flow, to, body }: PlannedAction): void {
    if (action !== "create" || body === undefined) return;
    const amounts = this.#amountsOf(to);
    if (amounts === undefined) return;
    const own = amounts.currency === undefined ? undefined : textAt(body, amounts.currency);
    const seen = new Set<string>();
    for (const row of rowsOf(body, amounts.rows)) {
      const found = amountOf(row, amounts);
      if (found === undefined) continue;
      const rate = amounts.rate === undefined ? undefined : decimalAt(row, amounts.rate);
      const currency = found.currency ?? own ?? "";
      const key = `${flow} ${currency} ${rate === undefined ? "" : toText(rate)}`;
      const sum = this.#sums.get(key) ?? {
        ...{ scope: this.#scope, flow, currency, rate: rate === undefined ? undefined : toText(rate) },
        ...{ amount: 0, documents: 0 },
      };
      sum.amount = add(sum.amount, found.amount);
      if (!seen.has(key)) sum.documents++;
      seen.add(key);
      this.#sums.set(key, sum);
    }
  }

  /** By flow in the order they came, then by currency and rate. */
  all(): readonly Total[] {
    return [...this.#sums.values()].map((sum) => ({ ...sum, amount: twoPlaces(sum.amount) }));
  }

  #amountsOf(to: string): Amounts | undefined {
    if (this.#amounts.has(to)) return this.#amounts.get(to);
    const slash = to.indexOf("/");
    const kind = this.#schemas.get(to.slice(0, slash))?.kinds.get(to.slice(slash + 1));
    const amounts = kind === undefined ? undefined : readAmounts(kind.jsonSchema);
    this.#amounts.set(to, amounts);
    return amounts;
  }
}

/** Undefined where the schema does not say, or not so that it can be used. */
export function readAmounts(schema: object): Amounts | undefined {
  const said = (schema as Readonly<Record<string, unknown>>)["x-amounts"] as
    | Readonly<Record<string, unknown>>
    | undefined;
  const of = said?.["of"];
  if (said === undefined || !Array.isArray(of) || !of.every((path) => typeof path === "string")) return undefined;
  const text = (key: string): string | undefined => (typeof said[key] === "string" ? said[key] : undefined);
  return { rows: text("rows"), of, less: text("less"), currency: text("currency"), rate: text("rate") };
}

function rowsOf(body: RecordValue, rows: string | undefined): readonly RecordValue[] {
  if (rows === undefined) return [body];
  const list = getPath(body, rows.split("."));
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function amountOf(
  row: RecordValue,
  { of, less }: Amounts,
): { readonly amount: Decimal; readonly currency: string | undefined } | undefined {
  let amount: Decimal = 1;
  let currency: string | undefined;
  for (const path of of) {
    const factor = getPath(row, path.split("."));
    const money = factor instanceof Money ? factor : undefined;
    const value = money === undefined ? asDecimal(factor) : money.amount;
    if (value === undefined) return undefined;
    amount = multiply(amount, value);
    currency ??= money?.currency;
  }
  const off = less === undefined ? undefined : decimalAt(row, less);
  if (off !== undefined) amount = subtract(amount, divide(multiply(amount, off), 100, 10));
  return { amount: round(amount, 10), currency };
}

function decimalAt(record: RecordValue, path: string): Decimal | undefined {
  return asDecimal(getPath(record, path.split(".")));
}

function asDecimal(value: Value): Decimal | undefined {
  if (isDecimal(value)) return value;
  return typeof value === "string" ? fromText(value) : undefined;
}

function textAt(record: RecordValue, path: string): string | undefined {
  const value = getPath(record, path.split("."));
  return typeof value === "string" ? value : undefined;
}

/** As money is written: with two places, and with more where it has more. */
function twoPlaces(amount: Decimal): string {
  const text = toText(amount);
  const [whole = "", places = ""] = text.split(".");
  return `${whole}.${places.padEnd(2, "0")}`;
}
