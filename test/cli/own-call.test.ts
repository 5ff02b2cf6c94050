import { expect, it } from "vitest";
import { ownCall } from "../../cli/own-call.ts";

it.each([
  [{ npm_lifecycle_event: "npx" }, "/x/node_modules/.bin/koppel", { command: "npx koppel", goesAnywhere: true }],
  [{ npm_lifecycle_event: "koppel" }, "/x/cli/koppel.js", { command: "npm run koppel --", goesAnywhere: false }],
  [{}, "/usr/local/bin/koppel", { command: "koppel", goesAnywhere: true }],
  [{}, "/x/cli/koppel.js", { command: "node /x/cli/koppel.js", goesAnywhere: true }],
  [{}, undefined, { command: "koppel", goesAnywhere: true }],
])("who called as %j, %s can call again as %j", (environment, program, call) => {
  expect(ownCall(environment, program)).toEqual(call);
});
