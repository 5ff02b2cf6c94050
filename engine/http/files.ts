import type { FileRelation, Kind } from "../connector/description.ts";
import { readMultipart } from "../connector/multipart.ts";
import type { ReadFault } from "../connector/operations.ts";
import { valueAt } from "../connector/path.ts";
import { buildRequest, isUnfilled, type WireRequest } from "../connector/request.ts";
import { fill, holesIn, holesOf, plainText } from "../connector/template.ts";
import { FileValue, type RecordValue } from "../value/value.ts";
import { type Access, kindNamed } from "./pages.ts";

/** Vendors take attachments of some 10 MB; more than this is never held in memory. */
export const MOST_FILE_BYTES = 50_000_000;

/** The file that a record itself has, such as its PDF. */
export function ownFile(
  system: string,
  kind: Kind,
  relation: FileRelation,
  record: RecordValue,
): FileValue | undefined {
  return describeFile(system, kind, relation, record);
}

/** A file without its bytes: what is needed to fetch them stands in it as texts, so that it may wait in a store. */
export function describeFile(
  system: string,
  kind: Kind,
  relation: FileRelation,
  record: RecordValue,
): FileValue | undefined {
  const { file } = relation;
  const values: Record<string, string> = {};
  for (const hole of holesOf(file.call.path)) {
    const value = plainText(valueAt(record, hole));
    if (value === undefined) return undefined;
    values[hole] = value;
  }
  const name =
    typeof file.name === "string"
      ? plainText(valueAt(record, file.name))
      : fill(file.name, holesIn({ number: values["guid"] ?? "", ...record }));
  const type = file.type.includes("/") ? file.type : plainText(valueAt(record, file.type));
  const size = file.size === undefined ? undefined : valueAt(record, file.size);
  const fetch = { from: "system", system, operation: `${kind.name}.${relation.name}`, values } as const;
  return new FileValue(
    name ?? relation.name,
    type ?? typeByName(name ?? ""),
    typeof size === "number" ? size : undefined,
    fetch,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  gif: "image/gif",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  xml: "application/xml",
  txt: "text/plain",
};

function typeByName(name: string): string {
  return TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
}

type AtSystem = Extract<FileValue["fetch"], { from: "system" }>;

function tooLarge(access: Access, request: WireRequest, name: string): ReadFault {
  return unusable(
    access,
    request,
    `${name} has more than ${MOST_FILE_BYTES} bytes, which is more than is fetched: a smaller file would do`,
  );
}

/** No other file and no later try is concerned: the record is. */
function unusable(access: Access, request: WireRequest, message: string): ReadFault {
  return access.caller.fault("rejected", request, message, undefined, [{ code: "file-unusable", message }]);
}

/** The bytes of a file of this system. Throws `ReadFault`, also when the file is not there. */
export async function fetchFile(
  access: Access,
  { name, size, fetch: source }: Pick<FileValue, "name" | "size"> & { readonly fetch: AtSystem },
): Promise<Uint8Array> {
  const [kindName = "", relationName = ""] = source.operation.split(".");
  const relation = kindNamed(access, kindName).relations.get(relationName);
  if (relation?.is !== "files") throw new TypeError(`"${source.operation}" names no file of ${access.connector.name}`);
  const request = buildRequest(relation.file.call, (hole) => source.values[hole]);
  if (isUnfilled(request))
    throw access.caller.fault("rejected", relation.file.call, `${request.unfilled} of the file is not known`);
  if (size !== undefined && size > MOST_FILE_BYTES) throw tooLarge(access, request, name);
  const accepting = { ...request, headers: [...request.headers, ["accept", "*/*"] as const] };
  const answer = await access.caller.readBytes(accepting, MOST_FILE_BYTES);
  if (answer === "too large") throw tooLarge(access, request, name);
  if (answer === undefined) throw unusable(access, request, `${name} is not there`);
  const type = answer.headers["content-type"] ?? "";
  if (relation.file.answer !== "multipart") return answer.body;
  const bytes = readMultipart(type, answer.body);
  if (bytes === undefined) throw access.caller.fault("broken", request, "the answer holds no file", answer.status);
  return bytes;
}
