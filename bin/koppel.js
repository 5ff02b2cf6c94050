#!/usr/bin/env node
// In a checkout the program runs from its sources, in an installed package from what was built of them.
import { existsSync } from "node:fs";

const sources = new URL("../cli/koppel.js", import.meta.url);
await import(existsSync(sources) ? sources.href : new URL("../dist/cli/koppel.js", import.meta.url).href);
