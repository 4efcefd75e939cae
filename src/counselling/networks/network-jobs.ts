import { DECODERS, MATCHING } from '../../hashes/index.ts';
import type { Job, Services } from '../../kernel/index.ts';
import { LOOK_AT_FILES, lookAtFiles } from './look-at-files.ts';

export const networkJobs = (services: Services): readonly Job[] => [
  {
    name: LOOK_AT_FILES,
    run: (ctx, payload) =>
      lookAtFiles(ctx, { decoders: services.service(DECODERS), matching: services.service(MATCHING) }, payload),
  },
];
