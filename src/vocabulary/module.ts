import { type Module, ok } from '../kernel/index.ts';
import { syncVocabulary } from './vocabulary-store.ts';

export const vocabularyModule: Module = {
  name: 'vocabulary',
  schema: { name: 'vocabulary', migrations: new URL('./migrations/', import.meta.url), policies: [] },
  sync: async (_ctx, { owner }) => ok(await syncVocabulary(owner)),
};
