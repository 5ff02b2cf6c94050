/**
 * Every diagnostic code with the facts its sentence needs: the one place where sentences about the author's text stand.
 * A sentence says what was found and what was expected; the nearest right thing comes as `nearest`.
 * Codes are stable: they are shown, filtered and suppressed by people and CI jobs.
 */
export const messages = {
  // ---- YAML
  "yaml-syntax": (facts: { problem: string }) => facts.problem,
  "yaml-alias": (_: object) => "aliases, anchors, merge keys and tags are not used in these files; write the value out",
  "yaml-key-reserved": (facts: { key: string }) => `"${facts.key}" cannot be a key`,
  "yaml-key-twice": (facts: { key: string }) => `"${facts.key}" stands here already`,
  "yaml-comma-cut": (facts: { piece: string }) => `inside { } and [ ] a comma ends the value, so that ${facts.piece} stands here by itself`,
  "yaml-too-deep": (facts: { limit: number }) => `this is nested more than ${facts.limit} levels deep`,
  "yaml-several-documents": (_: object) => "a second document begins here; a file holds one",
  "too-many-faults": (facts: { left: number; limit: number }) => `${facts.left} more in this file are not shown, since only the worst ${facts.limit} are`,
  "file-too-large": (facts: { bytes: number; limit: number }) => `the file has ${facts.bytes} bytes; at most ${facts.limit} are read`,
} as const;

export type Code = keyof typeof messages;
export type FactsOf<C extends Code> = Parameters<(typeof messages)[C]>[0];
