import { casesJobs, casesSchema } from '../../src/cases/index.ts';
import { hashesJobs, hashesSchema } from '../../src/hashes/index.ts';
import { intakeJobs, intakeSchema } from '../../src/intake/index.ts';
import { type Job, kernelSchema, type ModuleSchema } from '../../src/kernel/index.ts';
import { type Bus, type ListeningParts, listeningJobs, listeningSchema } from '../../src/listening/index.ts';
import { membersJobs, membersSchema } from '../../src/members/index.ts';
import { vocabularySchema } from '../../src/vocabulary/index.ts';
import { workSchema } from '../../src/work/index.ts';

/** Every module that is in the house, in the order of the house. */
export const schemas: readonly ModuleSchema[] = [
  kernelSchema,
  vocabularySchema,
  workSchema,
  membersSchema,
  hashesSchema,
  intakeSchema,
  casesSchema,
  listeningSchema,
];

/** The background work of all modules; listening's goes by the parts and the bus of this process. */
export const jobs = (parts: () => ListeningParts, bus: () => Bus): readonly Job[] => [
  ...membersJobs,
  ...hashesJobs,
  ...intakeJobs,
  ...casesJobs,
  ...listeningJobs(parts, bus),
];
