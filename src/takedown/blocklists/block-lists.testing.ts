import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, DAY, type PersonActor, systemActor } from '../../kernel/index.ts';
import { openTestMembers, type TestMembers } from '../../members/members.testing.ts';
import { decideApproval } from '../../work/index.ts';
import type { BlockKind } from './block-entry.ts';
import { type ProposeBlock, proposeBlock } from './propose-block.ts';
import { publishLists } from './publish-lists.ts';
import { createSubscriber, type NewSubscriber } from './subscribers.ts';

/** An agency that may order a block, with the people who do. */
export interface BlockHome extends TestMembers {
  readonly analyst: Ctx & { readonly actor: PersonActor };
  readonly officer: Ctx & { readonly actor: PersonActor };
  readonly third: Ctx & { readonly actor: PersonActor };
  /** The contexts of the three at this instant of the clock. */
  now(): Promise<{ readonly analyst: Ctx; readonly officer: Ctx; readonly third: Ctx }>;
  propose(value: string, more?: Partial<ProposeBlock>): Promise<{ id: string; code: string; guard: readonly string[] }>;
  /** Proposes and has it agreed to, by a third too where one is asked. */
  block(value: string, kind?: BlockKind, more?: Partial<ProposeBlock>): Promise<{ id: string; code: string }>;
  decide(by: Ctx, entry: string, decision?: 'APPROVED' | 'REFUSED'): ReturnType<typeof decideApproval>;
  publish(fold?: boolean): Promise<{ version: number; base: number; refused: readonly string[] }>;
  subscribe(more?: Partial<NewSubscriber>): Promise<{ id: string; path: string; secret: string; canary: string }>;
}

export const BLOCK_AGENCY = 'MPS-A05';

export async function openBlockHome(settings: Readonly<Record<string, string>> = {}): Promise<BlockHome> {
  const members = await openTestMembers(settings);
  const people = [
    await members.person(BLOCK_AGENCY, ['content_verifier']),
    await members.person(BLOCK_AGENCY, ['takedown_officer']),
    await members.person(BLOCK_AGENCY, ['takedown_officer']),
  ] as const;
  const cookies: string[] = [];
  // A session that has ended, because the clock was put on, begins anew.
  const again = async (at: 0 | 1 | 2) => {
    const before = cookies[at] === undefined ? undefined : await members.again(cookies[at]);
    if (before?.actor.kind === 'person') return before as BlockHome['analyst'];
    cookies[at] = await members.cookie(people[at]);
    return (await members.again(cookies[at])) as BlockHome['analyst'];
  };
  const home: BlockHome = {
    ...members,
    analyst: await again(0),
    officer: await again(1),
    third: await again(2),
    now: async () => ({ analyst: await again(0), officer: await again(1), third: await again(2) }),
    async propose(value, more = {}) {
      const now = members.clock.now().getTime();
      const proposed = must(
        await proposeBlock((await home.now()).analyst, {
          kind: 'DOMAIN',
          value,
          reason: 'CSAM',
          basis: 'CYBER_2025_25',
          expiresAt: new Date(now + 180 * DAY),
          reviewAt: new Date(now + 30 * DAY),
          ...more,
        }),
      );
      // Whoever decides does so later.
      members.clock.advance(1);
      return proposed;
    },
    async decide(by, entry, decision = 'APPROVED') {
      const { rows } = await members.owner.query<{ id: string }>(
        'select id from work.approval where object_id = $1 and decision is null',
        [entry],
      );
      return decideApproval(by, { approval: rows[0]?.id ?? entry, decision });
    },
    async block(value, kind = 'DOMAIN', more = {}) {
      const entry = await home.propose(value, { kind, ...more });
      const { officer, third } = await home.now();
      must(await home.decide(officer, entry.id));
      if (entry.guard.length > 0) must(await home.decide(third, entry.id));
      return entry;
    },
    publish: async (fold = false) => must(await publishLists(members.context(systemActor('block.test')), { fold })),
    async subscribe(more = {}) {
      const made = must(
        await createSubscriber((await home.now()).officer, { agency: 'MOST', label: 'Nhà mạng mẫu', ...more }),
      );
      return { ...made, secret: made.path.split('/')[2] as string };
    },
  };
  return home;
}
