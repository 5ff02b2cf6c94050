import type { Answer, Exchange } from "./exchange.ts";

/** One operation of an imitated system. `query` lists the parameters it knows; tests compare all of it with the published API. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  /** The right a token needs, e.g. `invoices:read`; absent when none is needed. */
  readonly scope?: string;
  /** Works without a token; the imitation heeds it, and `scope`, in its `answer`. */
  readonly open?: true;
  readonly handle: (exchange: Exchange) => Answer;
}

interface Branch {
  readonly fixed: Map<string, Branch>;
  any: Branch | undefined;
  readonly routes: Map<string, Route>;
}

export interface Found {
  readonly route: Route | undefined;
  readonly parameters: readonly string[];
  /** The path exists, with other methods. */
  readonly pathKnown: boolean;
}

/** Finds routes by path; a fixed segment goes before a parameter. */
export class Router {
  readonly routes: readonly Route[];
  readonly #root: Branch = branch();

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    for (const route of routes) this.#add(route);
  }

  #add(route: Route): void {
    let at = this.#root;
    for (const segment of segments(route.path)) {
      if (segment.startsWith("{")) {
        at.any ??= branch();
        at = at.any;
        continue;
      }
      const next = at.fixed.get(segment) ?? branch();
      at.fixed.set(segment, next);
      at = next;
    }
    if (at.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    at.routes.set(route.method, route);
  }

  find(method: string, path: string): Found {
    const parameters: string[] = [];
    const end = walk(this.#root, segments(path), 0, parameters);
    if (end === undefined) return { route: undefined, parameters: [], pathKnown: false };
    return { route: end.routes.get(method), parameters, pathKnown: true };
  }
}

function walk(at: Branch, parts: readonly string[], index: number, parameters: string[]): Branch | undefined {
  const part = parts[index];
  if (part === undefined) return at.routes.size > 0 ? at : undefined;
  const fixed = at.fixed.get(part) ?? at.fixed.get(part.toLowerCase());
  if (fixed !== undefined) {
    const found = walk(fixed, parts, index + 1, parameters);
    if (found !== undefined) return found;
  }
  if (at.any === undefined) return undefined;
  parameters.push(part.includes("%") ? decodeURIComponent(part) : part);
  const found = walk(at.any, parts, index + 1, parameters);
  if (found === undefined) parameters.pop();
  return found;
}

function segments(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

function branch(): Branch {
  return { fixed: new Map(), any: undefined, routes: new Map() };
}
