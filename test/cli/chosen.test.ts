import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Arguments } from "../../cli/arguments.ts";
import { choose, someChosen } from "../../cli/chosen.ts";
import type { Call } from "../../cli/command.ts";
import { Failure } from "../../cli/failure.ts";
import { loadWorkspace } from "../../engine/project/workspace.ts";
import { folderWith } from "../engine/project/small-project.ts";

const integrations = "integrations: { shop-books: { systems: {} }, shop-post: { systems: {} } }";
const workspaceOf = (companies: string) =>
  loadWorkspace(join(folderWith({ "koppel.yaml": `companies: ${companies}\n` }), "koppel.yaml"));
const two = `{ acme: { timezone: UTC, ${integrations} }, beta: { timezone: UTC, integrations: { shop-books: { systems: {} } } } }`;

describe("the integrations that a call is about", () => {
  it("are all, those of a company, those of a name, or one", async () => {
    const workspace = await workspaceOf(two);
    const scopes = (company?: string, integration?: string) =>
      choose(workspace, company, integration).map(({ scope }) => scope);
    expect(scopes()).toEqual(["acme/shop-books", "acme/shop-post", "beta/shop-books"]);
    expect(scopes("acme")).toEqual(["acme/shop-books", "acme/shop-post"]);
    expect(scopes(undefined, "shop-books")).toEqual(["acme/shop-books", "beta/shop-books"]);
    expect(scopes("acme", "shop-post")).toEqual(["acme/shop-post"]);
  });

  it("are named in the failure when one is not there", async () => {
    const workspace = await workspaceOf(two);
    const refusal = (company?: string, integration?: string) => {
      try {
        return choose(workspace, company, integration);
      } catch (fault) {
        return [(fault as Failure).message.replace(/^.* has/, "has"), ...(fault as Failure).advice];
      }
    };
    expect(refusal("acne")).toEqual(['has no company "acne"', 'Did you mean "acme"?']);
    expect(refusal("beta", "mail")).toEqual(['has no integration "mail"', "There are shop-books."]);
  });

  it("are at least one where something is to be done", async () => {
    const call = { arguments: { text: () => undefined } as Partial<Arguments> } as unknown as Call;
    const none = await workspaceOf("{}");
    expect(() => someChosen(call, none)).toThrow(Failure);
    expect(someChosen(call, await workspaceOf(two))).toHaveLength(3);
  });
});
