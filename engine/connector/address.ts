import type { Value } from "../value/value.ts";
import type { Connector } from "./description.ts";
import { fill, type Template } from "./template.ts";

/** What an address must be to which credentials are sent. */
export const RIGHT_ADDRESS =
  "an https address such as https://api.example.com; http only at this machine, such as http://127.0.0.1:8080";

/** What keeps credentials from being sent to an address; undefined: nothing. Neither the sentence nor a part of it holds a password. */
export function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return "no address that can be read";
  const { protocol, username, password, hostname, search, hash } = new URL(text);
  if (username !== "" || password !== "") return "an address with a user or a password in it";
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname)))
    return `an address that begins with ${protocol}//, where others can read along`;
  if (search !== "" || hash !== "") return "an address with more than a host and a path";
  // Written so, a host may look like another: а of Cyrillic beside a of Latin. Its `xn--` form shows it.
  if (/[^ -~]/.test(text)) return `the host ${hostname} in other characters than those of ASCII`;
  // `https:a.example`, `https:\\a.example\@b.example`, `https://%61.example`: who reads it takes it for another host, or for none.
  if (!PLAINLY.test(text)) return `another way of writing ${protocol}//${hostname}`;
  if (isLinkLocal(hostname)) return `the host ${hostname}, which is only for machines among themselves`;
  return undefined;
}

/** As people read it: the scheme, two slashes, a host with perhaps a port, a path. */
const PLAINLY = /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?(?:\/[^\\\s]*)?$/i;

/** This machine and no other, in the form in which `URL` gives a host: `127.1` and the like have become `127.0.0.1`. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** 169.254.0.0/16 and fe80::/10, where machines of a cloud tell their own credentials. */
function isLinkLocal(hostname: string): boolean {
  return (
    hostname.startsWith("169.254.") || /^\[fe[89ab][0-9a-f]:/.test(hostname) || hostname.startsWith("[::ffff:a9fe:")
  );
}

/** As `addressProblem`, of an address with holes in it; one that begins with a hole is known only when it is filled. */
export function templateProblem({ pieces }: Template): string | undefined {
  const [first, second] = pieces;
  if (typeof first === "object") {
    const leadsOn = second === undefined || (typeof second === "string" && second.startsWith("/"));
    return leadsOn ? undefined : `an address in which something other than a path follows {${first.hole}}`;
  }
  return addressProblem(pieces.map((piece) => (typeof piece === "string" ? piece : "x")).join(""));
}

/** Fills an address. A hole in its middle fills its own place and no more, so that a value never leads to another host. */
export function filledAddress(template: Template, valueFor: (hole: string) => Value): string | undefined {
  const [first] = template.pieces;
  const whole = typeof first === "object" ? first.hole : undefined;
  let isFirst = true;
  return fill(template, valueFor, (text) => {
    const leads = isFirst && whole !== undefined;
    isFirst = false;
    return leads ? text : encodeURIComponent(text);
  });
}

/** The hosts, as they are written, that a connector sends credentials to. Those of this machine are left out. */
export function hostsOf({ host, logins }: Pick<Connector, "host" | "logins">): readonly string[] {
  const addresses = [host, ...[...logins.values()].map(({ token }) => token)].map(({ text }) => text);
  return [...new Set(addresses.flatMap((text) => hostIn(text) ?? []))];
}

/** The host of an address that begins with one; undefined for `{host}/token`, and for this machine. */
export function hostIn(address: string): string | undefined {
  const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(address)?.[1]?.replace(/^[^@]*@/, "");
  return host === undefined || isLoopback(host.replace(/:\d+$/, "").toLowerCase()) ? undefined : host.toLowerCase();
}
