import { chosen } from "../../../sandbox/server/options.ts";
import { chosenBySevera, type SeveraOptions } from "../../../sandbox/severa/options.ts";
import { Severa } from "../../../sandbox/severa/severa.ts";

/** The organisation as it is seeded, without a server before it. */
export function seeded(options: Parameters<typeof chosen>[0] & SeveraOptions = {}): Severa {
  return new Severa(chosenBySevera(chosen({ seed: 7, ...options })));
}
