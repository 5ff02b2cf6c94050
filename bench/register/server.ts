/**
 * A CRM with as many customers as asked for, made up as they are asked for, and a ledger beside it that has a partner for as many
 * of them as asked for and keeps what is made.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { customer } from "./customer.ts";

const count = Number(process.argv[2]);
/** Numbers of the ledger's partners, in the order of their ids. */
const partners: string[] = Array.from({ length: Number(process.argv[3] ?? 0) }, (_, index) =>
  String(customer(index, 0)["number"]),
);
const ids = new Map(partners.map((number, index) => [number, index]));
const calls = new Map<string, number>();
let changed: readonly number[] = [];
let revision = 0;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const route = `${request.method} ${url.pathname.replace(/\/[A-Z]\d+$/, "/{id}")}`;
  let sent = "";
  request.on("data", (part: Buffer) => {
    sent += part.toString();
  });
  const answer = (body: unknown): void => {
    const text = JSON.stringify(body);
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
    response.end(text);
  };
  if (url.pathname === "/bench/calls") return answer(Object.fromEntries(calls));
  if (url.pathname === "/bench/change") {
    calls.clear();
    revision++;
    changed = Array.from({ length: Number(url.searchParams.get("count")) }, (_, index) => index * 7);
    return answer({});
  }
  calls.set(route, (calls.get(route) ?? 0) + 1);
  if (url.pathname === "/customers") return answer(page(url.searchParams));
  if (url.pathname === "/token") return answer({ access_token: "token" });
  if (url.pathname === "/partners" && request.method === "GET") return answer(partnersOf(url.searchParams));
  if (url.pathname === "/partners") {
    request.on("end", () => {
      const { number } = JSON.parse(sent) as { number: string };
      ids.set(number, partners.push(number) - 1);
      answer({ ...JSON.parse(sent), id: `P${ids.get(number)}` });
    });
    return;
  }
  return answer(url.pathname.startsWith("/partners/") ? { id: url.pathname.slice(10) } : {});
});

function partnersOf(query: URLSearchParams): readonly unknown[] {
  const partner = (index: number) => ({ id: `P${index}`, number: partners[index], name: `Partner ${index}` });
  const number = query.get("number");
  if (number !== null) return [ids.get(number)].flatMap((index) => (index === undefined ? [] : [partner(index)]));
  const size = Number(query.get("size") ?? 500);
  const first = Number(query.get("page") ?? 0) * size;
  return partners.slice(first, first + size).map((_, index) => partner(first + index));
}

function page(query: URLSearchParams): readonly unknown[] {
  const size = Number(query.get("size") ?? 500);
  const first = Number(query.get("page") ?? 0) * size;
  if (query.get("changedSince") !== null)
    return changed.slice(first, first + size).map((index) => customer(index, revision));
  const here = Math.max(0, Math.min(size, count - first));
  return Array.from({ length: here }, (_, index) =>
    customer(first + index, changed.includes(first + index) ? revision : 0),
  );
}

server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
