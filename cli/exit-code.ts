/** What a caller, mostly a CI job, may rely on. */
export const EXIT = { fine: 0, failed: 1, usage: 2, checkErrors: 3, testsFailed: 4, notFormatted: 5 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  0: "all is well",
  1: "something failed at run time",
  2: "the command line is wrong",
  3: "the checks found errors",
  4: "tests failed",
  5: "the layout of a file differs",
};
