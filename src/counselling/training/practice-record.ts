import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { Persona } from './persona.ts';
import { personaOf } from './personas.ts';
import { practicePolicy } from './practice-policy.ts';
import { findPractice, type Practice } from './practice-store.ts';

type PracticeAction = Parameters<typeof practicePolicy.can>[1];

const practiceKind: RecordKind<Practice, PracticeAction> = {
  kind: 'practice',
  acts: personsOnly,
  find: (tx, id, { lock }) => findPractice(tx, id, lock ? 'for update' : undefined),
  can: canBy(practicePolicy, (practice: Practice) => practice),
  versionOf: (practice) => practice.version,
};

/** An act of the person on their own practice; somebody else's is not there. */
export function practiceAct<T>(
  ctx: Ctx,
  on: OnRecord,
  act: (tx: Tx, practice: Practice, persona: Persona, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(practiceKind, ctx, 'practice.own', on, async (tx, practice, person) => {
    const persona = personaOf(practice.persona);
    return persona ? act(tx, practice, persona, person) : refuse('practice.persona-unknown');
  });
}
