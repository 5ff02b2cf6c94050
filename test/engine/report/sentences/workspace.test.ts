import { expect, it } from "vitest";
import { workspaceSentences } from "../../../../engine/report/sentences/workspace.ts";

it("a connection that is not there: those that are, where there are any", () => {
  const say = workspaceSentences["workspace-connection-unknown"];
  expect(say({ name: "web", known: [] })).toBe('there is no connection "web"; the workspace has none');
  expect(say({ name: "wbe", known: ["web", "ledger"] })).toBe('there is no connection "wbe"; there are web, ledger');
});
