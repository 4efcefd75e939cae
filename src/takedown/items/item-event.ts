import type { LiveEvent } from '../../kernel/index.ts';

/** Told to those who verify and to those who order. */
export const itemEvent = (id: string, agency: string): LiveEvent => ({
  topic: 'content.item',
  id,
  agency,
  roles: ['content_analyst', 'content_verifier', 'takedown_officer'],
});
