import type { WorkspaceCodes } from "../../source/codes.ts";
import type { SentencesOf } from "./sentence.ts";

export const workspaceSentences: SentencesOf<WorkspaceCodes> = {
  "workspace-path-outside": (facts) => [
    `${facts.path} is outside of the project's folder: it leads to ${facts.real}`,
    `If that is meant, write it out: ${facts.real}`,
  ],
  "workspace-store-kind": (facts) =>
    `"store" is the path of a SQLite file; a database behind ${facts.found}: is not supported yet`,
  "workspace-mail-server": (facts) =>
    `"server" must be an address such as smtp://mail.example.fi:587, without user and password, not "${facts.found}"`,
  "workspace-secret-in-plain": (facts) =>
    `"${facts.name}" is secret and stands here in plain text; write { env: NAME } or { file: path } instead`,
  "workspace-secret-missing": (facts) => facts.problem,
  "workspace-timezone": (facts) => `there is no time zone "${facts.found}"; one is named like Europe/Helsinki`,
  "workspace-connection-unknown": (facts) =>
    `there is no connection "${facts.name}"${facts.known.length === 0 ? "; the workspace has none" : `; there are ${facts.known.join(", ")}`}`,
  "workspace-connector-unknown": (facts) =>
    `there is no connector "${facts.name}"; there are ${facts.known.join(", ")}`,
  "workspace-login-unknown": (facts) =>
    `${facts.connector} has no login "${facts.name}"; it has ${facts.known.join(", ")}`,
  "workspace-credential-missing": (facts) =>
    `the connection ${facts.connection} needs "${facts.name}" among its credentials (${facts.title})`,
  "workspace-credential-unknown": (facts) =>
    `${facts.connector} asks for no "${facts.name}"; it asks for ${facts.known.join(", ")}`,
  "workspace-integration-unknown": (facts) =>
    `there is no integration "${facts.name}"; there are ${facts.known.join(", ")}`,
  "workspace-side-missing": (facts) => `${facts.integration} needs a connection for its side "${facts.side}"`,
  "workspace-side-unknown": (facts) =>
    `${facts.integration} has no side "${facts.side}"; it has ${facts.known.join(", ")}`,
  "workspace-side-connector": (facts) =>
    `"${facts.side}" is ${facts.expected}, and the connection ${facts.connection} leads to ${facts.found}`,
  "workspace-setting": (facts) => `the setting "${facts.title}" (${facts.path}) ${facts.problem}`,
};
