/** Runs `work` over all items, at most `limit` at once. The first failure is thrown when those under way have ended. */
export function inParallel<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const parts = [items].values();
  return inParallelAsTheyCome(async () => parts.next().value, limit, work);
}

/**
 * The same for items that come in parts, until there is no further one. A part is asked for before the work on those
 * before it runs out. The first failure, of a part as well, is thrown when what is under way has ended.
 */
export async function inParallelAsTheyCome<Item>(
  nextPart: () => Promise<readonly Item[] | undefined>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let waiting: readonly Item[] = [];
  let next = 0;
  let coming: Promise<void> | undefined;
  let ended = false;
  let failure: { readonly cause: unknown } | undefined;
  const fetch = async (): Promise<void> => {
    try {
      const part = await nextPart();
      if (part === undefined) ended = true;
      else {
        waiting = [...waiting.slice(next), ...part];
        next = 0;
      }
    } catch (cause) {
      failure ??= { cause };
    }
    coming = undefined;
  };
  const worker = async (): Promise<void> => {
    while (failure === undefined) {
      if (!ended && coming === undefined && waiting.length - next <= limit * 2) coming = Promise.resolve().then(fetch);
      if (next === waiting.length) {
        if (coming === undefined) return;
        await coming;
        continue;
      }
      try {
        await work(waiting[next++] as Item);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  await coming;
  if (failure !== undefined) throw failure.cause;
}

/** The results in the order of the items; at most `most` are worked on together. Fails as `inParallel` does. */
export async function mapTogether<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const [only] = items;
  if (items.length === 1) return [await work(only as T, 0)];
  const results = new Array<R>(items.length);
  await inParallel([...items.keys()], Math.min(most, items.length), async (index) => {
    results[index] = await work(items[index] as T, index);
  });
  return results;
}
