import { expect, it } from "vitest";
import { type SeveraErrorType, severaError, severaNotFound } from "../../../sandbox/severa/errors.ts";

const bodyOf = ({ body }: { readonly body?: unknown }) => JSON.parse(String(body));

it("an error has the type, its status in the answer and in the body, and where it is", () => {
  const answer = severaError("InvalidParameter", "No such guid", { type: "PathParameter", name: "guid" });
  expect(answer.status).toBe(400);
  expect(bodyOf(answer)).toEqual({
    error: {
      ...{ httpStatusCode: 400, type: "InvalidParameter", stack: null },
      details: [
        { message: "No such guid", url: null, location: { type: "PathParameter", name: "guid", identifier: null } },
      ],
    },
  });
});

it.each<[SeveraErrorType, number]>([
  ["AuthenticationRequired", 401],
  ["InsufficientApiScope", 403],
  ["InvalidOperation", 400],
])("%s is %i", (type, status) => {
  const answer = severaError(type, "…");
  expect([answer.status, bodyOf(answer).error.httpStatusCode, bodyOf(answer).error.details[0].location]).toEqual([
    ...[status, status, null],
  ]);
});

it("what is not there is told without a body", () => {
  expect(severaNotFound).toEqual({ status: 404 });
});
