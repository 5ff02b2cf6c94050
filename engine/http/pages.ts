import type { Answer } from "../connector/classify.ts";
import type { Connector, Kind, ListCall } from "../connector/description.ts";
import type { ListQuery, ReadFault } from "../connector/operations.ts";
import { FIRST_PAGE, nextPage, type PageState, PagingFault, pageParameters } from "../connector/paging.ts";
import { type ListPass, planList, recordsOf } from "../connector/query.ts";
import { buildRequest, isUnfilled, type WireRequest } from "../connector/request.ts";
import { plainText } from "../connector/template.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { Caller, FoundJson } from "./caller.ts";
import type { ChildLists } from "./child-lists.ts";

/** What every reading of a system needs: its description and the way to it. */
export interface Access {
  readonly connector: Connector;
  readonly caller: Caller;
  /** Calls under way together when many are needed. */
  readonly atOnce: number;
  readonly children: ChildLists;
}

export function kindNamed(access: Access, name: string): Kind {
  const kind = access.connector.kinds.get(name);
  if (kind === undefined) throw new TypeError(`the connector ${access.connector.name} has no kind "${name}"`);
  return kind;
}

/** Long lists may show a record twice when something is added meanwhile, and passes may overlap. */
export function isNew(seen: Set<string>, kind: Kind, record: RecordValue): boolean {
  const id = plainText(record[kind.id]);
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

/** Pages as the system gives them: perhaps more than match, perhaps without some fields. Each page is one call. */
export async function* rowPages(access: Access, kind: Kind, query: ListQuery): AsyncGenerator<readonly RecordValue[]> {
  const passes = planList(access.connector, kind, query);
  if (passes === undefined) throw noList(access, kind);
  for (const pass of passes) yield* passPages(access, pass);
}

function noList(access: Access, kind: Kind): ReadFault {
  const message =
    kind.list === undefined
      ? `${kind.name} cannot be listed`
      : `${kind.name} can only be listed with ${kind.list.call.path.text} filled in`;
  return access.caller.fault("rejected", { route: kind.list?.call.route ?? kind.name }, message);
}

/**
 * Where the answer's headers name the next page, it is asked for while this one is still being read, as long as no more
 * than `ahead` pages come before it.
 */
async function* passPages(access: Access, pass: ListPass, ahead = 0): AsyncGenerator<readonly RecordValue[]> {
  let state: PageState | undefined = FIRST_PAGE;
  let coming: Coming | undefined;
  while (state !== undefined) {
    const page = coming !== undefined && coming.mark === state.mark ? coming : askPage(access, pass, state, ahead);
    page.isAwaited = true;
    const found = await page.found;
    if (found === undefined) return;
    const rows = recordsOf(pass, found.body);
    if (rows === undefined)
      throw access.caller.fault(
        "broken",
        page.request,
        `the answer has no list at ${pass.list.items}`,
        found.answer.status,
      );
    yield rows;
    coming = page.next;
    const { headers } = found.answer;
    state = following(access, page.request, pass.list, state, { headers, body: found.body, rows });
  }
}

/** A page that has been asked for. */
interface Coming {
  readonly mark: string | undefined;
  readonly request: WireRequest;
  readonly found: Promise<FoundJson | undefined>;
  /** Only then is the next one asked for: never more than one ahead of who takes them. */
  isAwaited: boolean;
  next: Coming | undefined;
}

function askPage(access: Access, pass: ListPass, state: PageState, ahead: number): Coming {
  const { paging } = pass.list;
  const request = listRequest(pass, state);
  if (isUnfilled(request)) throw access.caller.fault("rejected", pass.list.call, `${request.unfilled} is not known`);
  const arrived = ({ headers }: Answer): void => {
    const mark = paging.by === "token" ? headers[paging.header] : undefined;
    if (!page.isAwaited || page.next !== undefined || mark === undefined || mark === "" || mark === state.mark) return;
    if (state.pages + 1 <= ahead) page.next = askPage(access, pass, { ...state, mark, pages: state.pages + 1 }, ahead);
    // Who takes the pages may have enough by then.
    page.next?.found.catch(() => undefined);
  };
  const found = access.caller.readJson(request, ahead > 0 ? arrived : undefined);
  const page: Coming = { mark: state.mark, request, found, isAwaited: false, next: undefined };
  return page;
}

function listRequest(pass: ListPass, state: PageState): ReturnType<typeof buildRequest> {
  return buildRequest(pass.list.call, pass.valueFor, {
    parameters: [...pass.parameters, ...pageParameters(pass.list.paging, state)],
    headers: pass.headers,
  });
}

function following(
  access: Access,
  request: WireRequest,
  list: Pick<ListCall, "paging">,
  state: PageState,
  page: Parameters<typeof nextPage>[2],
): PageState | undefined {
  try {
    return nextPage(list.paging, state, page);
  } catch (error) {
    if (error instanceof PagingFault) throw access.caller.fault("broken", request, error.message);
    throw error;
  }
}

/** All rows of one list call, at most `mostPages`, as `take` leaves them; undefined when there are more. */
export async function readRows(
  access: Access,
  list: Pick<ListCall, "call" | "paging" | "items">,
  valueFor: (hole: string) => Value,
  parameters: readonly (readonly [string, string])[] = [],
  mostPages = Number.POSITIVE_INFINITY,
  take: (rows: readonly RecordValue[]) => readonly RecordValue[] = (rows) => rows,
): Promise<RecordValue[] | undefined> {
  const whole: ListCall = {
    changed: undefined,
    has: undefined,
    one: false,
    always: [],
    eachOf: [],
    rename: [],
    add: [],
    otherwise: undefined,
    ...list,
  };
  const rows: RecordValue[] = [];
  let pages = 0;
  const pass = { list: whole, parameters, headers: [], adds: [], valueFor };
  for await (const page of passPages(access, pass, mostPages)) {
    if (++pages > mostPages) return undefined;
    rows.push(...take(page));
  }
  return rows;
}
