import type { Kernel } from './kernel.ts';
import type { Module, ServiceKey, Services } from './module.ts';

/** A service and its key, made elsewhere: a test's, or one that stands in place of the module's own. */
export interface GivenService {
  readonly key: ServiceKey<unknown>;
  readonly service: unknown;
}

export function giveService<T>(key: ServiceKey<T>, service: T): GivenService {
  return { key, service };
}

/** Services that are all there already. */
export function servicesOf(kernel: Kernel, given: readonly GivenService[] = []): Services {
  const opened = new Map(given.map(({ key, service }) => [key.name, service]));
  return { kernel, service: (key) => find(opened, key) };
}

/** The services of a process, and the way to end them. */
export interface OpenServices extends Services {
  close(): Promise<void>;
}

/**
 * Opens what the modules bring, in their order, so that each may ask for those of the modules above it.
 * @param given stand in place of the modules' own, which are then not opened; whoever gives them closes them
 * @throws where one cannot be opened, after closing those that were
 */
export async function openServices(
  kernel: Kernel,
  modules: readonly Module[],
  given: readonly GivenService[] = [],
): Promise<OpenServices> {
  const opened = new Map(given.map(({ key, service }) => [key.name, service]));
  const closers: (() => Promise<void>)[] = [];
  const services: OpenServices = {
    kernel,
    service: (key) => find(opened, key),
    close: async () => {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
  const stood = new Set(opened.keys());
  try {
    for (const { key, open } of modules.flatMap((module) => module.services ?? [])) {
      if (stood.has(key.name)) continue;
      if (opened.has(key.name)) throw new Error(`the service ${key.name} is brought by two modules`);
      const { service, close } = await open(services);
      opened.set(key.name, service);
      if (close) closers.push(close);
    }
  } catch (error) {
    await services.close();
    throw error;
  }
  return services;
}

function find<T>(opened: ReadonlyMap<string, unknown>, key: ServiceKey<T>): T {
  if (!opened.has(key.name)) throw new Error(`the service ${key.name} was not opened in this process`);
  return opened.get(key.name) as T;
}
