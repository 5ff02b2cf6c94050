import { type Answer, json } from "../server/exchange.ts";

export type SeveraErrorType =
  | "AuthenticationRequired"
  | "InsufficientApiScope"
  | "InvalidApiVersion"
  | "InvalidOperation"
  | "InvalidParameter"
  | "InvalidRequest";

const statuses: Readonly<Record<SeveraErrorType, number>> = {
  AuthenticationRequired: 401,
  InsufficientApiScope: 403,
  InvalidApiVersion: 400,
  InvalidOperation: 400,
  InvalidParameter: 400,
  InvalidRequest: 400,
};

export interface SeveraLocation {
  readonly type: "PathParameter" | "RequestBody" | "RequestHeader" | "UriParameter";
  readonly name: string;
}

/** The error model of the API. */
export function severaError(type: SeveraErrorType, message: string, location?: SeveraLocation): Answer {
  const detail = { message, url: null, location: location === undefined ? null : { ...location, identifier: null } };
  return json(statuses[type], { error: { httpStatusCode: statuses[type], type, details: [detail], stack: null } });
}

/** 404 has no body. */
export const severaNotFound: Answer = { status: 404 };
