/** A list, or the walks through lists, grew beyond what any record needs. The message is a whole sentence. */
export class ListFault extends Error {
  override readonly name = "ListFault";
}

/** Lists that are put together with themselves again and again would fill the memory. */
export const LONGEST_LIST = 100_000;

/** The list; throws a `ListFault` where it is too long to be worked with. */
export function limitedList<Entry>(list: readonly Entry[]): readonly Entry[] {
  if (list.length > LONGEST_LIST) throw new ListFault(`the list has more than ${LONGEST_LIST} entries`);
  return list;
}

/** Of the entries that all `for` of one record walk through. */
export const MOST_TURNS = 1_000_000;

/** Counts so many entries more on the frame of the record; throws a `ListFault` where `for` within `for` would never end. */
export function countTurns(frame: { turns?: number }, turns: number): void {
  frame.turns = (frame.turns ?? 0) + turns;
  if (frame.turns > MOST_TURNS)
    throw new ListFault(`\`for\` walks through more than ${MOST_TURNS} entries for this record`);
}
