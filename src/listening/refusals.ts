import { textRefusals } from './text/refusals.ts';

/** Why listening refuses. */
export const refusals = {
  ...textRefusals,
} as const;
