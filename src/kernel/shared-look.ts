/**
 * Looks for all who ask at once: who asks while one look for the same key runs shares the next, which begins when that has ended. So
 * nobody is answered from before they asked, and however many ask, two looks a key are under way or wait.
 * @param look is not begun for a key while it runs for that key
 */
export function sharedLook<T>(look: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<unknown>>();
  const following = new Map<string, Promise<T>>();
  const begin = (key: string): Promise<T> => {
    following.delete(key);
    const looked = look(key);
    const ended = looked.then(
      () => undefined,
      () => undefined,
    );
    running.set(key, ended);
    void ended.then(() => running.get(key) === ended && running.delete(key));
    return looked;
  };
  return (key) => {
    const before = running.get(key);
    if (!before) return begin(key);
    const known = following.get(key) ?? before.then(() => begin(key));
    following.set(key, known);
    return known;
  };
}
