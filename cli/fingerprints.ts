import { createHash } from "node:crypto";
import { Secret } from "../engine/value/secret.ts";
import type { Chosen } from "./chosen.ts";
import { obstaclesOf, type Premises } from "./premises.ts";

/** Tells whether the same is to be run for somebody as before, whatever was written to the files meanwhile. */
export class Fingerprints {
  readonly #numbers = new WeakMap<object, number>();
  #next = 0;

  /** Of all that a run of this one reads from the files. What was read and is still so is the same object (see `Project`). */
  of(premises: Premises, chosen: Chosen): string {
    const { workspace, library } = premises;
    const { company, integration } = chosen;
    const typed = library.integration(integration.name)?.typed;
    const systems =
      typed === undefined ? [] : [...typed.sides.values()].map(({ connector }) => library.system(connector));
    return hashOf([
      [company.title, company.timezone, company.unit],
      integration,
      [...integration.systems.values()].map(({ connection }) => workspace.connections.get(connection)),
      [...workspace.companies.values()].map(({ unit, integrations }) => [unit, integrations.has(integration.name)]),
      [typed, ...systems.flatMap((system) => [system?.schema, system?.connector])].map((made) => this.#numberOf(made)),
      obstaclesOf(premises, chosen),
    ]);
  }

  #numberOf(made: object | undefined): number {
    if (made === undefined) return -1;
    const known = this.#numbers.get(made) ?? this.#next++;
    this.#numbers.set(made, known);
    return known;
  }
}

/** Secrets count by what they are, and are told by no one: only the hash is kept. Where something stands counts for nothing. */
function hashOf(value: unknown): string {
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key, shown: unknown) {
    const raw = key === "" ? shown : this[key];
    if (raw instanceof Secret) return { secret: createHash("sha256").update(raw.reveal()).digest("hex") };
    if (raw instanceof Map) return [...raw];
    return /span$/i.test(key) ? undefined : shown;
  });
  return createHash("sha256").update(text).digest("hex");
}
