import { imitateProcountor } from "./procountor/procountor.ts";
import { imitateSevera } from "./severa/severa.ts";

/** The systems of the sandbox, in the order in which they are made: those below are seeded to fit the company that the first tells of. */
export const imitations = { severa: imitateSevera, procountor: imitateProcountor };
