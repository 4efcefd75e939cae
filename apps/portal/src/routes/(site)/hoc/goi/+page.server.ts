import { foundOr404 } from '../../../../learning/answers.server.ts';
import { packLook } from '../../../../learning/pack-look.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { packs, keys } = foundOr404(await app.modules.learning.listPacks(ctx, packLook(url.host)));
  return {
    keys,
    packs: packs.map(({ name, lesson, scenario, bytes }) => ({
      name,
      title: lesson.title,
      reader: lesson.reader,
      scenario,
      kilobytes: Math.ceil(bytes / 1024),
    })),
  };
};
