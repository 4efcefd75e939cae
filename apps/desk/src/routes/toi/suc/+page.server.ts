import { addDays, vietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'helper-exposure.own' };

const DAYS = 28;

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:care');
  const care = valueOrError(ctx, await app.modules.counselling.ownCare(ctx));
  const of = new Map(care.days.map((one) => [one.day, one]));
  const today = vietnamDate(ctx.now);
  // Every day of the four weeks, also those without a contact.
  const days = Array.from({ length: DAYS }, (_, at) => {
    const day = addDays(today, at + 1 - DAYS);
    const one = of.get(day);
    return {
      day,
      contacts: one?.contacts ?? 0,
      minutes: one?.minutes ?? 0,
      weight: one?.weight ?? 0,
      hard: one?.hard ?? 0,
    };
  });
  return { ...care, days, none: care.days.length === 0 };
};
