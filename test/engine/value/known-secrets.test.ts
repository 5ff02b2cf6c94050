import { describe, expect, it } from "vitest";
import { KnownSecrets } from "../../../engine/value/known-secrets.ts";
import { Secret } from "../../../engine/value/secret.ts";

function knowing(...secrets: readonly string[]): KnownSecrets {
  const known = new KnownSecrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

const secret = 'pä"ss\\w/o+r&d<1>';

describe("what a process must not show", () => {
  const known = knowing(secret);
  const base64 = (text: string): string => Buffer.from(text).toString("base64");

  const dotNet = "p\\u00E4\\u0022ss\\\\w/o\\u002Br\\u0026d\\u003C1\\u003E";
  const rails = JSON.stringify(secret).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

  it.each([
    ["as it is", secret],
    ["in JSON", JSON.stringify(secret)],
    ["in JSON of ASCII alone", JSON.stringify(secret).replace("ä", "\\u00e4")],
    ["in JSON with its slashes escaped", JSON.stringify(secret).replaceAll("/", "\\/")],
    ["in JSON within JSON", JSON.stringify(JSON.stringify({ secret }))],
    ["in JSON as .NET writes it", dotNet],
    ["in JSON of .NET within JSON", JSON.stringify(dotNet)],
    ["in JSON as Rails writes it", rails],
    ["in HTML as .NET writes it", "p&#xE4;&quot;ss\\w/o&#x2B;r&amp;d&lt;1&gt;".replace("&#xE4;", "ä")],
    ["in an address", encodeURIComponent(secret)],
    ["in an address, in small letters", encodeURIComponent(secret).toLowerCase()],
    ["in a form", new URLSearchParams({ secret }).toString()],
    ["encoded twice", encodeURIComponent(encodeURIComponent(secret))],
    ["in XML", secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")],
    ["in base64", base64(secret)],
    ["in base64 for addresses", Buffer.from(secret).toString("base64url")],
    ["as the password of a basic log-in", base64(`me:${secret}`)],
    ["one byte on", base64(`m:${secret}`)],
    ["two bytes on, with more behind", base64(`${secret.slice(0, 0)}:${secret}@host`)],
    ["in hexadecimal digits", Buffer.from(secret).toString("hex")],
    ["in hexadecimal digits, in capitals", Buffer.from(secret).toString("hex").toUpperCase()],
  ])("is taken out %s", (_how, text) => {
    const masked = known.masked(`before ${text} behind`);
    expect(masked).toMatch(/^before .*\*\*\*.* behind$/);
    for (const trace of ["ss\\w", "w/o", "w%2fo", "1>", Buffer.from("w/o+r").toString("hex")])
      expect(masked.toLowerCase()).not.toContain(trace);
    // Nobody can take it out of what is left of the base64, either.
    for (const word of masked.split(/[^A-Za-z0-9+/_=-]+/))
      expect(Buffer.from(word, "base64").toString("latin1")).not.toMatch(/ss|w\/o|r&d/);
  });

  it("takes out what other bytes in base64 tell of its ends, and no more of them", () => {
    const some = knowing("a-secret-secret");
    const around = (before: string, behind: string) => some.masked(base64(`${before}a-secret-secret${behind}`));
    expect([around("", ""), around("x", "y"), around("xy", "zz"), around("xyz", "z")]).toEqual([
      "***",
      "e***k=",
      "eH***6eg==",
      "eHl***g==",
    ]);
    const url = Buffer.from(":k>>>???~~~").toString("base64url");
    expect(url).toMatch(/[-_]/);
    expect(knowing("k>>>???~~~").masked(url)).toBe("O***");
  });

  it("has nothing to do with what only looks like a part of it", () => {
    const text = "pass word d<1> a%2Fb cGFzcw==";
    expect(known.masked(text)).toBe(text);
  });

  it("leaves very short ones, and in a whole page those that may be words", () => {
    expect(knowing("a/b").masked("x a%2Fb y a/b")).toBe("x a%2Fb y a/b");
    expect(knowing("abc/def").masked("x abc%2Fdef abc/def")).toBe("x *** ***");
    expect(knowing("demo").masked("demo/books")).toBe("***/books");
    expect(knowing("demo").masked("demo/books", 8)).toBe("demo/books");
  });

  it("knows the lines of a long one, such as a private key", () => {
    const key = "-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ\nsecondlineofthekey0123\n-----END KEY-----";
    expect(knowing(key).masked("got secondlineofthekey0123 only")).toBe("got *** only");
  });

  it("takes out what those around know as well, and forgets what is worth nothing any more", () => {
    const around = knowing("access-token-1");
    const within = new KnownSecrets(around);
    within.add(new Secret("client-secret"));
    expect(within.masked("access-token-1 client-secret")).toBe("*** ***");
    expect(around.masked("access-token-1 client-secret")).toBe("*** client-secret");
    around.forget("access-token-1");
    expect(within.masked("access-token-1")).toBe("access-token-1");
  });
});
