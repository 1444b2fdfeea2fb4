/** Milliseconds that are left to what is waited for once somebody wants it to end. */
const HURRY = 100;

/** Waits, but no longer than so many milliseconds, and only a moment once the signal comes. */
export async function within(work: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timers = [setTimeout(patience.resolve, milliseconds)];
  const hurry = () => timers.push(setTimeout(patience.resolve, HURRY));
  if (signal.aborted) hurry();
  else signal.addEventListener('abort', hurry, { once: true });
  await Promise.race([work, patience.promise]);
  signal.removeEventListener('abort', hurry);
  for (const timer of timers) clearTimeout(timer);
}
