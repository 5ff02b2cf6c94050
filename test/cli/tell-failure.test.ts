import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../cli/exit-code.ts";
import { Failure, usageFailure } from "../../cli/failure.ts";
import { tellFailure } from "../../cli/tell-failure.ts";
import { openTerminal } from "../../cli/terminal.ts";
import { ReadFault } from "../../engine/connector/operations.ts";
import { WorkspaceFault } from "../../engine/project/workspace.ts";
import { JobFault } from "../../engine/service/job-fault.ts";
import { collector } from "../../engine/source/collect.ts";
import { StoreFault } from "../../engine/store/store-fault.ts";

const silent = { ...openTerminal({}), talkColours: picocolors.createColors(false), width: 80 };

/** What is told of an error, and the exit code. */
async function told(error: unknown, environment: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const terminal = { ...silent, tell: (text: string) => void said.push(text) };
  const code = await tellFailure(error, terminal, environment);
  return { code, lines: said.join("\n").split("\n") };
}

const readFault = (change: Partial<ConstructorParameters<typeof ReadFault>[1]>) =>
  new ReadFault("blocked", { system: "shop", route: "GET /orders", message: "shop: no", ...change });

describe("a failure", () => {
  it("is told in its own words, each on one line, with its advice and exit code", async () => {
    expect(await told(usageFailure("there is no\nflow x", "Try y."))).toEqual({
      code: EXIT.usage,
      lines: ["error: there is no flow x", "  Try y."],
    });
    expect(await told(new Failure("a"))).toEqual({ code: EXIT.failed, lines: ["error: a"] });
  });

  it("of a job or a store says what is not there, without the name of a class", async () => {
    expect(await told(new JobFault("there is no company x"))).toEqual({
      code: EXIT.failed,
      lines: ["error: there is no company x"],
    });
    const store = new StoreFault("koppel.sqlite", "it is no store", "Name another file");
    expect((await told(store)).lines).toEqual(["error: koppel.sqlite: it is no store", "  Name another file."]);
  });

  it("of a workspace shows the faults of the file before", async () => {
    const { report, diagnostics } = collected();
    report("yaml-key-twice", { source: { path: "koppel.yaml", text: "a: b\na: c\n" }, start: 5, end: 6 }, { key: "a" });
    const { code, lines } = await told(new WorkspaceFault("koppel.yaml cannot be used", diagnostics()));
    expect(code).toBe(EXIT.checkErrors);
    expect(lines[0]).toContain('"a" stands here already');
    expect(lines.at(-1)).toBe("error: koppel.yaml cannot be used");
  });

  it("of a system says what it answered to what, and whether the login or the address is to be looked at", async () => {
    expect((await told(readFault({ status: 403 }))).lines).toEqual([
      "error: shop did not answer GET /orders (HTTP 403): no",
      "  Check the credentials and the rights of their user.",
    ]);
    expect((await told(readFault({}))).lines).toEqual([
      "error: shop did not answer GET /orders: no",
      "  Check the address of the connection, and try again.",
    ]);
    expect((await told(readFault({ route: "log-in" }))).lines[0]).toBe("error: shop: no");
  });

  it("of the machine is said in words", async () => {
    const gone = Object.assign(new Error("ENOENT: …"), { code: "ENOENT", path: "a.yaml" });
    expect((await told(gone)).lines).toEqual(["error: a.yaml is not there", "  Check the path."]);
    const taken = Object.assign(new Error("…"), { code: "EADDRINUSE", port: 8080 });
    expect((await told(taken)).lines[0]).toBe("error: port 8080 is in use by another process");
  });

  it("of our own is owned up to; where it was is shown only when that is asked for", async () => {
    const fault = new Error("x is undefined", { cause: new Error("the first") });
    const { lines } = await told(fault);
    expect(lines[0]).toBe("error: Koppel has met a fault of its own: x is undefined");
    expect(lines.join("\n")).not.toMatch(/^\s+at /m);
    const traced = (await told(fault, { KOPPEL_DEBUG: "1" })).lines.join("\n");
    expect(traced).toMatch(/^\s+at /m);
    expect(traced).toContain("because of Error: the first");
  });
});

function collected() {
  const all = collector();
  return { report: all.report, diagnostics: () => all.diagnostics };
}
