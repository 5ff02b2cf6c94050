import type { RecordValue, Value } from "../value/value.ts";
import type { Paging } from "./description.ts";
import { isList, valueAt, valuesAt } from "./path.ts";
import type { Parameters } from "./request.ts";
import { plainText } from "./template.ts";

/** Where the reading of a list stands; undefined in place of it: there is no further page. */
export interface PageState {
  /** Token, last id, or nothing yet. */
  readonly mark: string | undefined;
  /** Rows taken so far. */
  readonly rows: number;
  /** Pages taken so far. */
  readonly pages: number;
}

export const FIRST_PAGE: PageState = { mark: undefined, rows: 0, pages: 0 };

export interface Page {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
  readonly rows: readonly RecordValue[];
}

/** The parameters that ask for the page at `state`. */
export function pageParameters(paging: Paging, state: PageState): Parameters {
  if (paging.by === "none") return [];
  const parameters: [string, string][] = paging.always.map(({ name, value }) => [name, value]);
  if (paging.sizeParameter !== undefined) parameters.push([paging.sizeParameter, String(paging.askFor)]);
  const mark = markOf(paging, state);
  if (mark !== undefined) parameters.push([paging.parameter, mark]);
  return parameters;
}

function markOf(paging: Exclude<Paging, { by: "none" }>, state: PageState): string | undefined {
  switch (paging.by) {
    case "token":
    case "last id":
      return state.mark;
    case "offset":
      return String(state.rows);
    case "number":
      return String(paging.first + state.pages);
  }
}

/** The list never ends: the system gave a page mark again. */
export class PagingFault extends Error {
  override name = "PagingFault";
}

/** What comes after a page; undefined when it was the last one. Throws `PagingFault` when the list does not move on. */
export function nextPage(paging: Paging, state: PageState, page: Page): PageState | undefined {
  const next = { mark: undefined, rows: state.rows + page.rows.length, pages: state.pages + 1 };
  switch (paging.by) {
    case "none":
      return undefined;
    case "token": {
      const token = page.headers[paging.header];
      if (token === undefined || token === "") return undefined;
      if (token === state.mark) throw new PagingFault(`the list gave the page token of the page before again`);
      return { ...next, mark: token };
    }
    case "offset":
      return page.rows.length === 0 || (paging.shortPageEnds && page.rows.length < paging.askFor) ? undefined : next;
    case "number": {
      const total = paging.total === undefined ? undefined : countAt(page.body, paging.total);
      if (page.rows.length === 0 || (total !== undefined && next.rows >= total)) return undefined;
      return paging.shortPageEnds && page.rows.length < paging.askFor ? undefined : next;
    }
    case "last id":
      return afterLastId(paging, state, next, page);
  }
}

function afterLastId(
  paging: Extract<Paging, { by: "last id" }>,
  state: PageState,
  next: PageState,
  page: Page,
): PageState | undefined {
  const size = paging.sizeInAnswer === undefined ? undefined : countAt(page.body, paging.sizeInAnswer);
  const last = page.rows.at(-1);
  if (last === undefined || (size !== undefined && size > 0 && page.rows.length < size)) return undefined;
  const mark = plainText(valueAt(last, paging.id));
  if (mark === undefined) throw new PagingFault(`a row of the list has no ${paging.id}`);
  if (mark === state.mark) throw new PagingFault(`the list gave the page after ${paging.id} ${mark} again`);
  return { ...next, mark };
}

function countAt(body: Value, path: string): number | undefined {
  const value = valuesAt({ body }, path)[0];
  return typeof value === "number" && !isList(value) ? value : undefined;
}
