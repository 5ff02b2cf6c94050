import { basename } from "node:path";

/** How whoever called can call again. */
export interface OwnCall {
  readonly command: string;
  /** It works from the folders below as well. */
  readonly goesAnywhere: boolean;
}

/** As this call was made: by npx, by a script of package.json, by its path, or by its name. */
export function ownCall(
  environment: Readonly<Record<string, string | undefined>>,
  program: string | undefined,
): OwnCall {
  const event = environment["npm_lifecycle_event"];
  if (event === "npx") return { command: "npx koppel", goesAnywhere: true };
  if (event === "koppel") return { command: "npm run koppel --", goesAnywhere: false };
  if (program !== undefined && basename(program) === "koppel.js")
    return { command: `node ${program}`, goesAnywhere: true };
  return { command: "koppel", goesAnywhere: true };
}
