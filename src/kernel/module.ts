import type { Pool } from 'pg';
import type { Ctx } from './context.ts';
import type { RawRoute, Route } from './http/route.ts';
import type { Job } from './jobs.ts';
import type { Kernel } from './kernel.ts';
import type { ModuleSchema } from './migrate.ts';
import type { Capabilities } from './policy/policy.ts';
import type { Result } from './result.ts';

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

/** Names a service that one module opens once in a process and that routes and jobs may ask for. */
export interface ServiceKey<T> {
  readonly name: string;
  /** Carries the type alone. */
  readonly type?: T;
}

export function serviceKey<T>(name: string): ServiceKey<T> {
  return { name };
}

/** The running process as routes and jobs see it: the kernel, and the services that the modules opened. */
export interface Services {
  readonly kernel: Kernel;
  /** @throws where no module opened it in this process */
  service<T>(key: ServiceKey<T>): T;
}

/** A service as its module brings it. Opened in the order of the modules; closed in the opposite one. */
export interface ServiceSource<T = unknown> {
  readonly key: ServiceKey<T>;
  open(services: Services): Promise<{ readonly service: T; readonly close?: () => Promise<void> }>;
}

/** Keeps the type of a service between its key and what opens it. */
export function serviceSource<T>(key: ServiceKey<T>, open: ServiceSource<T>['open']): ServiceSource {
  return { key, open };
}

export interface ModuleStart {
  readonly owner: Pool;
  readonly say: (line: string) => void;
}

/** A module as one value. `apps/server/modules.ts` lists them; nothing else needs to be told that a module is there. */
export interface Module {
  /** The folder of `src`, and the schema in the database. */
  readonly name: string;
  readonly schema?: ModuleSchema;
  readonly capabilities?: Capabilities;
  routes?(services: Services): readonly Route[];
  rawRoutes?(services: Services): readonly RawRoute[];
  jobs?(services: Services): readonly Job[];
  /**
   * Brings the data that the code carries into the database; at every start, safe to repeat, after the modules above.
   * @param start.owner the tables' owner, for what no actor may write
   * @param start.say tells who watches the start what was made
   */
  sync?(ctx: Ctx, start: ModuleStart): Promise<Result<unknown>>;
  readonly services?: readonly ServiceSource[];
  readonly offers?: readonly Offer[];
}

/** What the modules of a process offered. */
export class Offered {
  readonly #values = new Map<string, readonly unknown[]>();

  /** @throws where two values of a point have the same key: two modules would answer for one thing */
  constructor(modules: readonly Module[]) {
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
