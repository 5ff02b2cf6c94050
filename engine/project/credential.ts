import { readFileSync, statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { Keys, spanOfNode } from "../mapping/context/keys.ts";
import { nearest } from "../source/nearest.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import { Secret } from "../value/secret.ts";
import type { Credential } from "./workspace.ts";
import type { WorkspaceContext } from "./workspace-text.ts";

/** Names of credentials that people may read. */
export const NO_SECRET = /(?:id|user|name)$/i;

/** `{ env: NAME }`, `{ file: path }` or the text itself. What cannot be read is no fault yet: only some need it. */
export function readCredential(context: WorkspaceContext, name: string, node: YamlNode): Credential | undefined {
  const read = credentialAt(context, name, node);
  if (read?.secret !== undefined && !NO_SECRET.test(name)) context.secrets.add(read.secret);
  return read;
}

function credentialAt(context: WorkspaceContext, name: string, node: YamlNode): Credential | undefined {
  const span = spanOfNode(node);
  if (node.kind === "scalar")
    return {
      secret: new Secret(context.textAt(node.span.start) ?? node.text),
      inPlain: true,
      missing: undefined,
      span,
    };
  if (node.kind === "list")
    return void context.report("shape-wrong", span, {
      what: `"${name}"`,
      expected: "{ env: NAME } or { file: path }",
      found: "a list",
    });
  const keys = new Keys(node, `"${name}"`, ["env", "file"], context.report);
  const variable = keys.text("env");
  const file = keys.text("file");
  if ((variable === undefined) === (file === undefined)) {
    if (node.entries.every(({ key }) => key.text === "env" || key.text === "file")) {
      context.report("shape-wrong", span, {
        what: `"${name}"`,
        expected: "either { env: NAME } or { file: path }",
        found: variable === undefined ? "neither" : "both",
      });
    }
    return { secret: undefined, inPlain: false, missing: undefined, span };
  }
  const read = variable !== undefined ? fromEnvironment(context, variable) : fromFile(context, file as string);
  return { ...read, inPlain: false, span };
}

function fromEnvironment({ environment }: WorkspaceContext, name: string): Pick<Credential, "secret" | "missing"> {
  const text = environment[name];
  if (text !== undefined && text !== "") return { secret: new Secret(text), missing: undefined };
  const near = nearest(
    name,
    Object.keys(environment).filter((key) => environment[key]),
  );
  const hint = near === undefined || text === "" ? "" : `; ${near} is set`;
  return {
    secret: undefined,
    missing: `the environment variable ${name} is ${text === "" ? "empty" : "not set"}${hint}`,
  };
}

/** Beyond this it is no secret, but some other file. */
const LONGEST_SECRET = 1_000_000;

/** A relative path stays in the project; one that is written out may lead anywhere, as to /run/secrets. */
function fromFile(context: WorkspaceContext, path: string): Pick<Credential, "secret" | "missing"> {
  const missing = (why: string) => ({ secret: undefined, missing: `the file ${path} ${why}` });
  try {
    const { real, isWithin } = context.bounds.follow(resolve(context.folder, path));
    if (!isWithin && !isAbsolute(path))
      return missing(`is outside of the project's folder; if it is meant, write it out: ${real}`);
    const found = statSync(real);
    if (!found.isFile()) return missing(found.isDirectory() ? "is a folder" : "is no file");
    if (found.size > LONGEST_SECRET) return missing(`has ${found.size} bytes, which is no secret`);
    // Editors end a file with a line break, which is no part of the secret.
    const text = readFileSync(real, "utf8").replace(/\r?\n$/, "");
    return text === ""
      ? { secret: undefined, missing: `the file ${path} is empty` }
      : { secret: new Secret(text), missing: undefined };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT"
        ? "is not there"
        : code === "EACCES"
          ? "may not be read by this user"
          : code === "EISDIR"
            ? "is a folder"
            : "cannot be read";
    return { secret: undefined, missing: `the file ${path} ${why}` };
  }
}
