import { expect, it } from "vitest";
import { imitations } from "../../../sandbox/imitations.ts";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { startImitations } from "../../../sandbox/server/start.ts";

it("gives access to each system under its own name, and all of it under `access`", async () => {
  const sandbox = await startSandbox({ invoices: 3 });
  expect(sandbox.severa.baseUrl).toBe(`${sandbox.url}/severa/rest-api`);
  expect(sandbox.access).toEqual({ severa: sandbox.severa, procountor: sandbox.procountor });
  await sandbox.close();
});

it("shows the systems of the present round: a reset puts others in their place, also behind the same port", async () => {
  const sandbox = await startSandbox({ invoices: 3, faults: { htmlError: { system: "severa" } } });
  const { severa } = sandbox.state;
  const heartbeat = async () => (await fetch(`${sandbox.severa.baseUrl}/heartbeat/server`)).status;
  sandbox.setFaults({ htmlError: null });
  expect([await heartbeat(), sandbox.state.calls.size]).toEqual([200, 1]);
  sandbox.reset();
  expect(sandbox.state.severa).not.toBe(severa);
  expect([sandbox.state.calls.size, await heartbeat()]).toEqual([0, 502]);
  await sandbox.close();
});

it("seeds the later systems to fit the company that the first one tells of", async () => {
  const sandbox = await startSandbox({ invoices: 3 });
  const accounts = sandbox.state.procountor.books.bankAccounts.all().map(({ record }) => record["iban"]);
  expect(accounts).toEqual(sandbox.state.severa.company.bankAccounts.slice(0, 2).map(({ iban }) => iban));
  const alone = await startImitations({ procountor: imitations.procountor }, {});
  expect(alone.state.procountor.books.bankAccounts.size).toBe(0);
  await Promise.all([sandbox.close(), alone.close()]);
});

it("answers nothing outside the systems and its own inspection", async () => {
  const sandbox = await startSandbox({ invoices: 3 });
  for (const path of ["/", "/severa", "/severa/rest-apix/v1/users", "/sandboxes"])
    expect((await fetch(`${sandbox.url}${path}`)).status, path).toBe(404);
  await sandbox.close();
});
