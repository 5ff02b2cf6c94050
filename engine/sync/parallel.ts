/** Runs `work` over all items, at most `limit` at once. The first failure is thrown when those under way have ended. */
export async function inParallel<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { readonly cause: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < items.length && failure === undefined) {
      const item = items[next++] as Item;
      try {
        await work(item);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failure !== undefined) throw failure.cause;
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
  const waiting: Item[] = [];
  let coming: Promise<void> | undefined;
  let ended = false;
  let failure: { readonly cause: unknown } | undefined;
  const fetch = async (): Promise<void> => {
    try {
      const part = await nextPart();
      if (part === undefined) ended = true;
      else waiting.push(...part);
    } catch (cause) {
      failure ??= { cause };
    }
    coming = undefined;
  };
  const worker = async (): Promise<void> => {
    while (failure === undefined) {
      if (!ended && coming === undefined && waiting.length <= limit * 2) coming = Promise.resolve().then(fetch);
      const item = waiting.shift();
      if (item === undefined) {
        if (coming === undefined) return;
        await coming;
        continue;
      }
      try {
        await work(item);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  await coming;
  if (failure !== undefined) throw failure.cause;
}
