/** The name of an effect's step, as the store keeps it and people read it. Made by the functions of this file alone. */
export type StepName = string & { readonly [made]: true };
declare const made: unique symbol;

/** What a step does where others must know it: its name begins so. */
export type StepKind = "create" | "update" | "write back" | "undo";

/** `create procountor/invoice`, `write back error` …: what is done, and to which record or for which reason. */
export function stepOf(kind: StepKind, about: string): StepName {
  return `${beginningOf(kind)}${about}` as StepName;
}

/** A step or a rule that the mapping names. */
export function stepNamed(name: string): StepName {
  return name as StepName;
}

export function isStep(kind: StepKind, name: StepName): boolean {
  return name.startsWith(beginningOf(kind));
}

/** What the names of all steps of this kind begin with, for a store that looks for them. */
export function beginningOf(kind: StepKind): string {
  return `${kind} `;
}
