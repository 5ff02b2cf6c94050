import { createRequire } from "node:module";

/**
 * Undici's agent by itself. The front door of the package also loads `fetch`, WebSockets, caches and mocks, which take
 * more memory than a register of ten thousand links and longer to load than all of our own modules.
 */
export const Agent = createRequire(import.meta.url)("undici/lib/dispatcher/agent.js") as typeof import("undici").Agent;
