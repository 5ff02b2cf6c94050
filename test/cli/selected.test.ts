import { describe, expect, it } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import type { Chosen } from "../../cli/chosen.ts";
import type { Call } from "../../cli/command.ts";
import { run } from "../../cli/commands/run.ts";
import type { Failure } from "../../cli/failure.ts";
import { selected } from "../../cli/selected.ts";
import { project, shopStage } from "../engine/work/shop-stage.ts";

const chosen = { scope: "acme/shop-books" } as Chosen;

async function selectedBy(...words: readonly string[]) {
  const stage = await shopStage();
  stage.shop.put("project", project("p1"), project("p2", { name: "Same" }), project("p3", { name: "Same" }));
  const call = { arguments: readArguments(run, words) } as unknown as Call;
  const flows = call.arguments.texts("flow");
  return selected(call, [chosen], () => stage.job(), flows.length === 0 ? undefined : flows);
}

async function failure(...words: readonly string[]): Promise<readonly [number, string, readonly string[]]> {
  try {
    await selectedBy(...words);
  } catch (fault) {
    const { exitCode, message, advice } = fault as Failure;
    return [exitCode, message, advice];
  }
  throw new Error("it was taken");
}

describe("what a run is asked to take up", () => {
  it("is what there is to do, unless it is said", async () => {
    expect([...(await selectedBy())]).toEqual([[chosen, { kind: "due" }]]);
  });

  it("is a moment as the log takes it", async () => {
    expect([...(await selectedBy("--since", "2026-03-01"))]).toEqual([
      [chosen, { kind: "since", since: "2026-03-01T00:00:00.000Z" }],
    ]);
    expect(await failure("--since", "yesterday")).toMatchObject([
      2,
      '--since cannot be "yesterday"',
      expect.anything(),
    ]);
  });

  it("is a record by its id, or by what names it to people", async () => {
    const named = { kind: "named", records: new Map([["items", ["p1"]]]), insists: true };
    expect([...(await selectedBy("--record", "p1"))]).toEqual([[chosen, named]]);
    expect([...(await selectedBy("--record", "1"))]).toEqual([[chosen, named]]);
    expect([...(await selectedBy("--record", "p1", "--record", "1"))]).toEqual([[chosen, named]]);
  });

  it("is told with what would be right where it fits nothing, or more than one", async () => {
    expect(await failure("--record", "99")).toMatchObject([1, 'there is no record "99"', expect.anything()]);
    const [code, message, advice] = await failure("--record", "Same", "--flow", "items");
    expect([code, message]).toEqual([2, '"Same" fits several records in items']);
    expect(advice).toContain("--record p3 --flow items   3 Same (acme/shop-books)");
    expect(await failure("--record", "1", "--since", "2h")).toMatchObject([
      2,
      "--record and --since do not go together",
      expect.anything(),
    ]);
  });
});
