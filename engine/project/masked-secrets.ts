import { readYaml } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../source/yaml-tree.ts";
import { NO_SECRET } from "./credential.ts";

/** The text as it may be shown, and what stood where something was masked. */
export interface Masked {
  readonly source: SourceText;
  /** The text of a masked scalar, by where it begins; undefined for any other. */
  readonly textAt: (start: number) => string | undefined;
  /** Masks a scalar of which only the integration says that it is secret. */
  readonly hide: (scalar: YamlScalar) => void;
}

/** Where a secret is written into the file after all, it is not shown with the line that a fault stands on. */
export function maskSecrets(source: SourceText): Masked {
  let faulty = false;
  const tree = readYaml(source, () => {
    faulty = true;
  });
  const secrets = tree === undefined ? [] : secretsIn(tree);
  const texts = new Map(secrets.map((scalar) => [scalar.span.start, scalar.text]));
  let text = source.text;
  for (const { span } of secrets)
    text = text.slice(0, span.start) + hidden(text.slice(span.start, span.end)) + text.slice(span.end);
  if (faulty) text = text.replace(LOOKS_SECRET, (_line, name: string, value: string) => name + hidden(value));
  return {
    source: {
      path: source.path,
      get text() {
        return text;
      },
    },
    textAt: (start) => texts.get(start),
    hide: ({ span: { start, end } }) => {
      text = text.slice(0, start) + hidden(text.slice(start, end)) + text.slice(end);
    },
  };
}

/** What can be told of a file that is no YAML: a value behind a name that sounds secret. */
const LOOKS_SECRET = /((?:secret|password|token|apikey|key)["']?[ \t]*:[ \t]*)([^\s{[][^\r\n,}]*)/gi;

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
