import type { PersonActor } from '../../kernel/index.ts';
import type { Cast } from '../cast.ts';

/** Who works at the desk of 111. */
export interface DeskPeople {
  readonly agent: PersonActor;
  readonly counsellors: readonly [PersonActor, PersonActor];
  readonly supervisor: PersonActor;
}

/** @returns undefined where one of them is missing */
export function deskPeopleOf(cast: Cast): DeskPeople | undefined {
  const [agent] = cast.all('111_agent', 'C111');
  const [first, second] = cast.all('111_counsellor', 'C111');
  const [supervisor] = cast.all('111_supervisor', 'C111');
  return agent && first && second && supervisor ? { agent, counsellors: [first, second], supervisor } : undefined;
}
