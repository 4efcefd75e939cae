import type { Ctx, JobSetAside, Module } from '../kernel/index.ts';

/** Does the work of a job of a module now, in the context given: what its workers would have done at that moment. */
export async function runJob(ctx: Ctx, module: Module, { job, payload }: JobSetAside): Promise<void> {
  const services = {
    kernel: ctx.kernel,
    service: () => {
      throw new Error(`${job}: a demonstration has no services`);
    },
  };
  const found = module.jobs?.(services).find(({ name }) => name === job);
  if (!found) throw new Error(`${module.name} has no job ${job}`);
  await found.run(ctx, payload);
}
