import { expect, it } from "vitest";
import { invalid, procountorError, procountorErrors, procountorNotFound } from "../../../sandbox/procountor/errors.ts";

const bodyOf = ({ body }: { readonly body?: unknown }) => JSON.parse(String(body));

it("an answer lists all errors, under the status of the first", () => {
  const answer = procountorErrors([invalid("date", "NOT_NULL"), invalid(undefined, "WRONG")]);
  expect(answer.status).toBe(400);
  expect(bodyOf(answer)).toEqual({
    errors: [
      { status: 400, field: "date", message: "NOT_NULL" },
      { status: 400, message: "WRONG" },
    ],
  });
  expect(procountorErrors([{ status: 409, message: "CHANGED" }]).status).toBe(409);
});

it("a single error is listed too", () => {
  expect([procountorNotFound.status, bodyOf(procountorNotFound)]).toEqual([
    404,
    { errors: [{ status: 404, message: "Not found" }] },
  ]);
  expect(bodyOf(procountorError(403, "No right"))).toEqual({ errors: [{ status: 403, message: "No right" }] });
});
