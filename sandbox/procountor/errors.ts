import { type Answer, json } from "../server/exchange.ts";

export interface FieldError {
  readonly status: number;
  readonly field?: string;
  readonly message: string;
}

export function invalid(field: string | undefined, message: string): FieldError {
  return field === undefined ? { status: 400, message } : { status: 400, field, message };
}

/** The error body; the status of the answer is that of the first error. */
export function procountorErrors(errors: readonly FieldError[]): Answer {
  return json(errors[0]?.status ?? 400, { errors });
}

export function procountorError(status: number, message: string): Answer {
  return json(status, { errors: [{ status, message }] });
}

export const procountorNotFound = procountorError(404, "Not found");
