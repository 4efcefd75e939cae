import {
  createApi,
  type GivenService,
  type Identify,
  type Module,
  Permissions,
  type Surface,
  servicesOf,
} from '../../src/kernel/index.ts';
import type { TestKernel } from './test-kernel.ts';

/** The API of one module on a test's kernel, with its permissions alone. */
export function openTestApi(
  { kernel }: Pick<TestKernel, 'kernel'>,
  surface: Surface,
  module: Module,
  identify: Identify,
  given: readonly GivenService[] = [],
): ReturnType<typeof createApi> {
  const services = servicesOf(kernel, given);
  const permissions = new Permissions(module.schema?.policies ?? [], module.capabilities ? [module.capabilities] : []);
  const [routes, rawRoutes] = [module.routes?.(services) ?? [], module.rawRoutes?.(services) ?? []];
  return createApi(kernel, surface, routes, permissions, identify, rawRoutes);
}
