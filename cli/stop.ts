/**
 * Ctrl-C and a polite kill. Until somebody has asked for the signal they end the process at once; from then on the first
 * one only aborts the signal, and the second ends the process where it stands.
 */
export function listenForStop(): () => AbortSignal {
  const controller = new AbortController();
  let endsByItself = false;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      if (!endsByItself || controller.signal.aborted) process.exit(code);
      controller.abort(signal);
    });
  }
  return () => {
    endsByItself = true;
    return controller.signal;
  };
}
