/**
 * A place where one module takes what others bring: a kind of clock, a source of duties, the words of a progress. The module that
 * reads them exports the point; the others offer values on it, and never import each other for it.
 */
export interface ExtensionPoint<T> {
  /** As in `work.duty-source`. */
  readonly name: string;
  /** What two values may not share. */
  keyOf(value: T): string;
  offer(...values: readonly T[]): Offer;
}

/** Values for one extension point, as a module carries them. */
export interface Offer {
  readonly point: ExtensionPoint<unknown>;
  readonly values: readonly unknown[];
}

export function extensionPoint<T>(name: string, keyOf: (value: T) => string): ExtensionPoint<T> {
  const point: ExtensionPoint<T> = {
    name,
    keyOf,
    offer: (...values) => ({ point: point as ExtensionPoint<unknown>, values }),
  };
  return point;
}

/** A module, as far as others take what it offers. */
export interface Offering {
  readonly name: string;
  readonly offers?: readonly Offer[];
}

/** What the modules of a process offered. */
export class Offered {
  readonly #values = new Map<string, readonly unknown[]>();

  /** @throws where two values of a point have the same key: two modules would answer for one thing */
  constructor(modules: readonly Offering[]) {
    const keys = new Map<string, string>();
    for (const { name, offers = [] } of modules) {
      for (const { point, values } of offers) {
        for (const value of values) {
          const key = `${point.name}: ${point.keyOf(value)}`;
          const other = keys.get(key);
          if (other !== undefined) throw new Error(`${key} is offered twice, by ${other} and by ${name}`);
          keys.set(key, name);
        }
        this.#values.set(point.name, [...(this.#values.get(point.name) ?? []), ...values]);
      }
    }
  }

  /** In the order of the modules. */
  of<T>(point: ExtensionPoint<T>): readonly T[] {
    return (this.#values.get(point.name) ?? []) as readonly T[];
  }
}
