import type { Kernel } from '../kernel/index.ts';

/** Consultations of which results are kept; those read last stay. */
const MOST = 32;

/**
 * What is worked out of a consultation that is closed, once, however often it is read: nothing of it changes any more, and to work it out
 * takes seconds where many have voted. Kept by the installation, in this process alone.
 */
export function keepWorkedOut<T>(): (kernel: Kernel, id: string, work: () => Promise<T>) => Promise<T> {
  const kept = new WeakMap<Kernel, Map<string, Promise<T>>>();
  return (kernel, id, work) => {
    const own = kept.get(kernel) ?? new Map<string, Promise<T>>();
    kept.set(kernel, own);
    // Kept from its beginning: at the close many look at once, and one of them works it out.
    const value = own.get(id) ?? work();
    own.delete(id);
    own.set(id, value);
    value.catch(() => own.get(id) === value && own.delete(id));
    const [oldest] = own.keys();
    if (own.size > MOST && oldest !== undefined) own.delete(oldest);
    return value;
  };
}
