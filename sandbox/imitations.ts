import { imitateProcountor } from "./procountor/procountor.ts";
import { imitateSevera } from "./severa/severa.ts";

/** The systems of the sandbox. Here and in its own folder alone a system is named; those below are seeded to fit the first. */
export const imitations = { severa: imitateSevera, procountor: imitateProcountor };
