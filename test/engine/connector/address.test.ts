import { describe, expect, it } from "vitest";
import { addressProblem, filledAddress, hostIn, hostsOf, templateProblem } from "../../../engine/connector/address.ts";
import { template } from "../../../engine/connector/template.ts";
import { shipped } from "./read-shipped.ts";

describe("an address that credentials are sent to", () => {
  it.each([
    "https://api.example.com",
    "https://api.example.com:8443/v1",
    "https://xn--80ak6aa92e.com",
    "https://10.1.2.3/erp",
    "http://127.0.0.1:8080/severa",
    "http://localhost:1",
    "http://[::1]:8080",
    "http://2130706433/",
  ])("may be %s", (address) => expect(addressProblem(address)).toBeUndefined());

  it.each([
    ["http://attacker.example/token", "http://"],
    ["http://127.0.0.1.attacker.example", "http://"],
    ["http://localhost.attacker.example", "http://"],
    ["http://127.attacker.example", "http://"],
    ["ftp://api.example.com", "ftp://"],
    ["file:///etc/passwd", "file://"],
    ["api.example.com", "no address"],
    ["https://", "no address"],
    ["https://api.example.com@attacker.example", "a user or a password"],
    ["https://me:hush@api.example.com", "a user or a password"],
    ["https://api.example.com?x=", "more than a host"],
    ["https://аpi.example.com", "xn--pi-6kc.example.com"],
    ["https://169.254.169.254/latest", "169.254.169.254"],
    ["https://[fe80::1]/", "[fe80::1]"],
    ["https://[::ffff:169.254.169.254]/", "a9fe"],
    // Of these `check` would name another host, or none.
    ["https://attacker.example\\@api.example.com/v1", "another way of writing https://attacker.example"],
    ["https:attacker.example", "another way of writing https://attacker.example"],
    ["https:/attacker.example", "another way of writing https://attacker.example"],
    ["https:///attacker.example", "another way of writing https://attacker.example"],
    ["https:\\\\attacker.example", "another way of writing https://attacker.example"],
    [" https://attacker.example", "another way of writing https://attacker.example"],
    ["https://att%61cker.example", "another way of writing https://attacker.example"],
  ])("may not be %s", (address, problem) => expect(String(addressProblem(address))).toContain(problem));

  it("has holes only where they cannot lead elsewhere", () => {
    const problem = (text: string) => templateProblem(template(text));
    for (const right of ["{host}/token", "{host}", "https://{credentials.tenant}.example.com/token"])
      expect([right, problem(right)]).toEqual([right, undefined]);
    for (const wrong of [
      "{host}.attacker.example/token",
      "{host}@attacker.example",
      "{host}{credentials.x}",
      "http://{x}/",
    ])
      expect([wrong, problem(wrong)]).not.toEqual([wrong, undefined]);
    const filled = (tenant: string) =>
      filledAddress(template("https://{credentials.tenant}.example.com/token"), () => tenant) ?? "";
    expect(filled("acme")).toBe("https://acme.example.com/token");
    const values: Readonly<Record<string, string>> = { host: "https://api.example.com/v1", x: "a/../?b" };
    expect(filledAddress(template("{host}/t/{x}"), (hole) => values[hole])).toBe(
      "https://api.example.com/v1/t/a%2F..%2F%3Fb",
    );
    for (const tenant of [
      "attacker.example/",
      "attacker.example?",
      "attacker.example#",
      "me@attacker.example/",
      "a\\",
    ]) {
      const address = filled(tenant);
      const leadsOn = URL.canParse(address) && !new URL(address).hostname.endsWith(".example.com");
      expect([tenant, addressProblem(address) === undefined && leadsOn]).toEqual([tenant, false]);
    }
  });
});

it("names the hosts of a connector, those of its log-ins included, and not this machine", () => {
  const login = (token: string) => ({ token: template(token) });
  const connector = (host: string, ...tokens: readonly string[]) =>
    ({ host: template(host), logins: new Map(tokens.map((token) => [token, login(token)])) }) as never;
  expect(hostsOf(connector("https://api.example.com/v1", "{host}/token", "https://login.example.com:8443/t"))).toEqual([
    "api.example.com",
    "login.example.com:8443",
  ]);
  expect(hostsOf(connector("http://127.0.0.1:1", "{host}/token"))).toEqual([]);
  expect(hostIn("https://{credentials.tenant}.Example.com/x")).toBe("{credentials.tenant}.example.com");
});

it("whoever lets a connector that comes with Koppel send credentials elsewhere changes this list", () => {
  expect(Object.fromEntries(["severa", "procountor"].map((name) => [name, hostsOf(shipped(name))]))).toEqual({
    severa: ["api.severa.visma.com"],
    procountor: ["api.procountor.com"],
  });
});
