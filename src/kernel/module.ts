import type { Pool } from 'pg';
import type { Ctx } from './context.ts';
import type { Offering } from './extension-point.ts';
import type { RawRoute, Route } from './http/route.ts';
import type { Job } from './jobs.ts';
import type { Kernel } from './kernel.ts';
import type { ModuleSchema } from './migrate.ts';
import type { Capabilities } from './policy/policy.ts';
import type { Result } from './result.ts';

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
export interface Module extends Offering {
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
}
