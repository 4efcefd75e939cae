import { kernelSchema, type ModuleSchema } from '../../src/kernel/index.ts';
import { membersSchema } from '../../src/members/index.ts';

/** Every module that is in the house, in the order of the house. */
export const schemas: readonly ModuleSchema[] = [kernelSchema, membersSchema];
