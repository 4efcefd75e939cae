import { type Actor, canBy, type PersonActor, personsOnly, type RecordKind } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { templatePolicy } from './template-policy.ts';
import { findTemplate, type TemplateRow } from './template-store.ts';

export const TEMPLATE = 'message-template';

/** An act on a version of a template; to whoever does not see it, it is not there. */
export const templateRecord: RecordKind<TemplateRow, (typeof templatePolicy.actions)[number], PersonActor> = {
  kind: TEMPLATE,
  acts: personsOnly as (actor: Actor) => actor is PersonActor,
  find: (tx, id, { lock }) => findTemplate(tx, id, lock ? 'for update' : undefined),
  can: canBy(templatePolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('message-template.not-found'),
};
