import type { ConnectorCodes } from "../../source/codes.ts";
import type { SentencesOf } from "./sentence.ts";

export const connectorSentences: SentencesOf<ConnectorCodes> = {
  "connector-key-unknown": (facts) =>
    `"${facts.key}" is not a key of ${facts.where}${facts.nearest === undefined ? "" : `; did you mean "${facts.nearest}"?`}`,
  "connector-key-missing": (facts) => `${facts.where} lacks "${facts.key}"`,
  "connector-value": (facts) => `${facts.what} is ${facts.found}; expected is ${facts.expected}`,
  "connector-name-unknown": (facts) =>
    `there is no ${facts.what} "${facts.name}"${facts.nearest === undefined ? "" : `; did you mean "${facts.nearest}"?`}`,
  "json-syntax": (facts) => facts.problem,
  "credentials-go-to": (facts) => `the credentials of ${facts.what} go to ${facts.host}`,
};
