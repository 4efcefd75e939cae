import { agencyLevel, deadlineTrigger, deadlineUnit } from '../../../../src/vocabulary/index.ts';
import { label } from '../server/codes.server.ts';

export const unitOfTime = (code: string) => label(deadlineUnit, code);
export const triggerName = (code: string) => label(deadlineTrigger, code);
export const levelName = (code: string) => label(agencyLevel, code);
