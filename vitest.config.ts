import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/unhurried-schemas.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "threads",
    // Half of the cores is one on a small machine, and many tests wait for processes.
    maxWorkers: 2,
    // What is concurrent within a file waits for time-outs and settle windows.
    maxConcurrency: 10,
    // Modules are read once a worker and not once a file; no test leaves anything behind in them.
    isolate: false,
  },
});
