import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { runTestSource } from '../../tools/test/test-source.ts';
import { INTAKE } from '../intake/index.ts';
import { type Ctx, createDeskKey, newId, type PersonActor, systemActor } from '../kernel/index.ts';
import { syncAgencies } from '../members/index.ts';
import { sealTraining } from './listening-sealing.ts';
import { processBatch } from './pipeline/process-batch.ts';
import type { PublicPost } from './posts/public-post.ts';
import type { CreateSource } from './sources/create-source.ts';
import { syncListeningData } from './sync-listening-data.ts';

/** A database with listening in it, people to act, and the 111 desk's key. All of it is invented. */
export interface ListeningHome extends TestKernel {
  readonly people: Readonly<
    Record<'analyst' | 'reviewer' | 'second' | 'supervisor' | 'otherSupervisor' | 'stranger' | 'dpo', PersonActor>
  >;
  as(actor: Ctx['actor']): Ctx;
  system(): Ctx;
  /** Processes all that waits; how many posts. */
  process(most?: number): Promise<number>;
  /** One number that a statement of the owner gives. */
  count(statement: string, values?: readonly unknown[]): Promise<number>;
}

export const AGENCY = 'MOH-MCD';

export function person(role: string, agency = AGENCY): PersonActor {
  return testPerson(role, agency, { purpose: 'takedown' });
}

export async function openListeningHome(
  now = '2026-11-24T02:00:00Z',
  settings: Readonly<Record<string, string>> = {},
): Promise<ListeningHome> {
  const home = await openTestKernel(now, settings);
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  await syncAgencies(home.context(systemActor('test')));
  must(await syncListeningData(home.context(systemActor('test'))));
  return {
    ...home,
    people: {
      analyst: person('listening_analyst'),
      reviewer: person('listening_reviewer'),
      second: person('listening_reviewer'),
      supervisor: person('listening_supervisor'),
      otherSupervisor: person('listening_supervisor'),
      stranger: person('111_counsellor', 'C111'),
      dpo: { ...person('dpo'), functions: ['RUN_LISTENING'] },
    },
    as: (actor) => home.context(actor),
    system: () => home.context(systemActor('test')),
    process: async (most) => {
      let total = 0;
      for (;;) {
        const batch = must(await processBatch(home.context(systemActor('test')), { most }));
        total += batch.processed;
        if (batch.claimed === 0) return total;
      }
    },
    count: async (statement, values = []) =>
      Number(Object.values((await home.owner.query(statement, [...values])).rows[0] ?? { n: 0 })[0]),
  };
}

/** A running source. */
export function source(home: ListeningHome, change: Partial<CreateSource> = {}): Promise<string> {
  return runTestSource(home.as(home.people.analyst), change);
}

let posts = 0;
/** A post of somebody invented. */
export function post(text: string, change: Partial<PublicPost> = {}): PublicPost {
  posts += 1;
  return {
    id: `post-${posts}`,
    revision: '',
    at: new Date('2026-11-24T01:00:00Z'),
    author: `author-${posts}`,
    text,
    language: 'vi',
    url: `https://mau.example/bai/${posts}`,
    links: [],
    media: [],
    parent: null,
    deleted: false,
    ...change,
  };
}

/** Placeholders of the shipped rules. */
export const PHRASES = {
  selfHarm: 'cụm từ mẫu tự hại',
  grooming: 'cụm từ mẫu dụ dỗ',
  sextortion: 'cụm từ mẫu tống tiền',
} as const;

/** Four hundred decided posts: a scam, gambling, and nothing harmful, by turns. */
export async function decide400(home: ListeningHome): Promise<void> {
  const from = await source(home);
  const key = await home.kernel.vault.derive('listening.training-text');
  for (let at = 0; at < 400; at += 1) {
    const id = newId<'observation'>();
    const kind = at % 3;
    const text =
      kind === 0
        ? `nhận quà mẫu số ${at} hãy gửi mật khẩu cho trang lạ ngay hôm nay`
        : kind === 1
          ? `chơi tài xỉu số ${at} vào nhóm mẫu đặt cược bằng tiền ăn sáng nhé`
          : `hôm nay lớp mình số ${at} đi tham quan bảo tàng và học được nhiều điều hay`;
    await home.owner.query(
      "insert into listening.review_task (id, observation_id, cluster_id, source_id, stratum, score, wanted, given, place, state, created_at) values ($1, $1, $1, $2, 'random', 0, 1, 1, 0, 'DONE', now())",
      [id, from],
    );
    await home.owner.query(
      "insert into listening.label_decision (id, task_id, observation_id, reviewer, agency, schema_version, labels, severity, sealed, stratum, given_at) values ($1, $1, $1, $2, 'x', '1', $3, 0, false, 'random', now())",
      [
        id,
        home.people.reviewer.person,
        [['scam.child_targeted'], ['gambling.child_targeted'], ['subject_is_minor']][kind],
      ],
    );
    await home.owner.query(
      "insert into listening.training_text (observation_id, sealed, retention, expires_at, created_at) values ($1, $2, 'training', now(), now())",
      [id, sealTraining(key, id, text)],
    );
  }
}
