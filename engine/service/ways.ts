import { Places } from "../http/gate.ts";
import { Paces } from "../http/pace.ts";
import type { Clock } from "../http/system.ts";
import { createTransport, type Transport } from "../http/transport.ts";

/** What the connections of one process share for as long as it lives, whatever becomes of the workspace meanwhile. */
export interface Ways {
  readonly transport: Transport;
  readonly paces: Paces;
  /** The calls that may be under way together on one connection; companies that share it get them in turn. */
  placesOf(connection: string, most: number): Places;
  close(): Promise<void>;
}

export function openWays(clock: Clock): Ways {
  // How many calls are under way is the connections' matter: one limit for a host would be one for all companies together.
  const transport = createTransport({ connections: null });
  const places = new Map<string, Places>();
  return {
    transport,
    paces: new Paces(clock),
    placesOf(connection, most) {
      const key = `${most} ${connection}`;
      const known = places.get(key) ?? new Places(most);
      places.set(key, known);
      return known;
    },
    close: () => transport.close(),
  };
}
