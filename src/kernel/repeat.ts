/**
 * Does the work again and again, each time so long after the last has ended; no reason for a process to stay.
 * @param work says itself what went wrong, and never rejects
 * @returns ends it, once what runs is done
 */
export function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let closed = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    if (closed) return;
    timer = setTimeout(() => {
      running = work().then(wait);
    }, everyMs).unref();
  };
  wait();
  return async () => {
    closed = true;
    clearTimeout(timer);
    await running;
  };
}
