import { readYaml } from "../source/read-yaml.ts";
import type { SourceText, Span } from "../source/span.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../source/yaml-tree.ts";
import { NO_SECRET } from "./credential.ts";

/** The text as it may be shown, and what stood where something was masked. */
export interface Masked {
  readonly source: SourceText;
  /** The text of a masked scalar, by where it begins; undefined for any other. */
  readonly textAt: (start: number) => string | undefined;
  /** Masks scalars of which only the integration says that they are secret. */
  readonly hide: (...scalars: readonly YamlScalar[]) => void;
  /** Masks all that sounds secret, once the masked text has been read: it may stand in a wrong place. */
  readonly hideNamed: (read: YamlNode) => void;
}

/** Where a secret is written into the file after all, it is not shown with the line that a fault stands on. */
export function maskSecrets(source: SourceText): Masked {
  let faulty = false;
  const tree = readYaml(source, () => {
    faulty = true;
  });
  const secrets = tree === undefined ? [] : secretsIn(tree);
  const texts = new Map(secrets.map((scalar) => [scalar.span.start, scalar.text]));
  let text = withHidden(
    source.text,
    secrets.map(({ span }) => span),
  );
  if (faulty) text = withLooksHidden(text);
  const hide = (...scalars: readonly YamlScalar[]): void => {
    text = withHidden(
      text,
      scalars.map(({ span }) => span),
    );
  };
  return {
    source: {
      path: source.path,
      get text() {
        return text;
      },
    },
    textAt: (start) => texts.get(start),
    hide,
    hideNamed: (read) => hide(...namedIn(read)),
  };
}

/** Each stretch once, in any order. */
function withHidden(text: string, spans: readonly Pick<Span, "start" | "end">[]): string {
  let result = "";
  let from = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    if (start < from) continue;
    result += text.slice(from, start) + hidden(text.slice(start, end));
    from = end;
  }
  return result + text.slice(from);
}

const NAMES = "secret|password|passwd|passphrase|pwd|token|apikey|key";
const SOUNDS_SECRET = new RegExp(`(?:${NAMES})$`, "i");

/**
 * What can be told of a file that is no YAML: a value behind a name that sounds secret, up to its quote, to the next name or to
 * the end of the line or of the braces.
 */
const LOOKS_SECRET = new RegExp(
  String.raw`((?:${NAMES})["']?[ \t]*:[ \t]*)(\x22[^\x22\r\n]*|'[^'\r\n]*|(?![{[])[^\s,}](?:[^\r\n,}]|,(?![ \t]*["']?\w+["']?:)|\}(?![\s,}\]]|$))*)`,
  "gim",
);
const WHERE_IT_IS = /^[ \t]*(?:env|file)[ \t]*:/;

function withLooksHidden(text: string): string {
  const lines = text.replace(LOOKS_SECRET, (_line, name: string, value: string) => name + hidden(value)).split("\n");
  let below: number | undefined;
  return lines
    .map((line) => {
      const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if (below !== undefined && line.trim() !== "" && indent <= below) below = undefined;
      if (below !== undefined) return WHERE_IT_IS.test(line) ? line : hidden(line);
      if (goesOnBelow(line)) below = indent;
      return line;
    })
    .join("\n");
}

/** A name that sounds secret has its value on the lines below, which stand further in. */
function goesOnBelow(line: string): boolean {
  const at = line.indexOf(":");
  const name = line.slice(0, at).replace(/["']/g, "").trim();
  return (
    at >= 0 &&
    SOUNDS_SECRET.test(name) &&
    ["", "#", "|", ">"].includes(
      line
        .slice(at + 1)
        .trim()
        .charAt(0),
    )
  );
}

/** Wherever they stand, in a place where nothing of the kind is read as well; not the name of a variable or of a file. */
function namedIn(node: YamlNode, sounds = false): readonly YamlScalar[] {
  switch (node.kind) {
    case "scalar":
      return sounds ? scalar(node) : [];
    case "list":
      return node.items.flatMap((item) => namedIn(item, sounds));
    case "map":
      return node.entries.flatMap(({ key, value }) => {
        if (sounds && (key.text === "env" || key.text === "file")) return [];
        return namedIn(value, sounds || SOUNDS_SECRET.test(key.text));
      });
  }
}

function secretsIn(tree: YamlNode): readonly YamlScalar[] {
  const entries = (node: YamlNode | undefined) => (node?.kind === "map" ? node.entries : []);
  const connections = entries(mapAt(tree, "connections")).map(({ value }) => value);
  const credentials = connections.flatMap((connection) => entries(mapAt(connection, "credentials")));
  const mail = entries(mapAt(tree, "mail"));
  const secret = [
    ...credentials.filter(({ key }) => !NO_SECRET.test(key.text)),
    ...mail.filter(({ key }) => key.text === "password"),
  ];
  const addresses = [
    ...entries(tree).filter(({ key }) => key.text === "store"),
    ...mail.filter(({ key }) => key.text === "server"),
    ...connections.flatMap(entries).filter(({ key }) => key.text === "host"),
  ];
  return [
    ...secret.flatMap(({ value }) => scalar(value)),
    ...addresses.flatMap(({ value }) => scalar(value)).filter(({ text }) => WITH_PASSWORD.test(text)),
  ];
}

/** `postgres://user:password@host` */
const WITH_PASSWORD = /:\/\/[^/]*@/;

function scalar(node: YamlNode): readonly YamlScalar[] {
  return node.kind === "scalar" && node.text !== "" ? [node] : [];
}

function mapAt(node: YamlNode, key: string): YamlMap | undefined {
  const value = node.kind === "map" ? node.entries.find((entry) => entry.key.text === key)?.value : undefined;
  return value?.kind === "map" ? value : undefined;
}

/** As long as before, so that every place stays where it is; quotes and the marks of a block stay what they are. */
function hidden(written: string): string {
  const block = /^[|>][^\r\n]*/.exec(written)?.[0] ?? "";
  return block + written.slice(block.length).replace(/[^\s"']/g, "x");
}
