import type { Module } from '../kernel/index.ts';
import { closeDemonstrationPeople } from '../members/index.ts';

export const demonstrationModule: Module = {
  name: 'demonstration',
  // The stories are read only where they are played: a production system never loads them.
  sync: async (ctx, { say }) =>
    ctx.kernel.config.demonstration
      ? (await import('./play-demonstration.ts')).playDemonstration(ctx, say)
      : closeDemonstrationPeople(ctx),
};
