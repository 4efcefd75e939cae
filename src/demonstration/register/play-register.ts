import { createHash } from 'node:crypto';
import {
  type BankMode,
  classifyEntry,
  createBank,
  createList,
  createPeer,
  createSource,
  disputeEntry,
  type EntryClass,
  type GivenSignal,
  giveFeedback,
  hashesModule,
  importPage,
  isLikePdq,
  listBanks,
  MARK_BYTES,
  MatchLog,
  proposeEntry,
  REMOVAL_BANK,
  recordPull,
  requestRemoval,
  setMemberRights,
  steerPeer,
  suspendOnFlood,
  verifyEntry,
  withdrawEntry,
} from '../../hashes/index.ts';
import {
  type Actor,
  anonymous,
  backdatedContext,
  type Ctx,
  ok,
  type PersonActor,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { ageBand, onlinePlace, removalSubject } from '../../vocabulary/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { runJob } from '../run-job.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Marks everything of the demonstration; the hashes are random and stand for no picture. */
const BASIS = 'DEMONSTRATION';
const AGENCY = 'MPS-A05';
const SYSTEM = systemActor('demonstration.register');
/** Proposals of people and of one platform, and requests of those who are in a picture. */
const PROPOSALS = 48;
const REMOVALS = 14;
const PLATFORMS = [
  { agency: 'MAU-NEN-TANG-A', name: 'Nền tảng Mẫu A (hư cấu)', daily: 200_000 },
  { agency: 'MAU-NEN-TANG-B', name: 'Nền tảng Mẫu B (hư cấu)', daily: 50_000 },
  { agency: 'MAU-LUU-TRU-C', name: 'Lưu trữ Mẫu C (hư cấu)', daily: 20_000 },
  { agency: 'MAU-NHA-MANG-D', name: 'Nhà mạng Mẫu D (hư cấu)', daily: 5_000 },
] as const;

interface People {
  readonly analysts: readonly [PersonActor, PersonActor];
  readonly operator: PersonActor;
  readonly approver: PersonActor;
}

/**
 * Fills a register that nobody has used with an invented year, through the same verbs as real work: banks, sources, members
 * and their lists, a partner, entries in every state, a queue that waits, matches, a flood and a dispute. Every hash is
 * random. @returns how many entries were made; 0 where the register is in use or its people are missing
 */
export async function playRegister(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const platform = ctx.as(SYSTEM);
  const banks = await listBanks(platform);
  if (!banks.ok) return banks;
  const people = banks.value.some(({ code }) => code !== REMOVAL_BANK) ? undefined : peopleOf(cast);
  if (!people) return ok(0);
  let made = 0;
  const now = ctx.now.getTime();
  /** Plays acts of one actor in one transaction, each at its moment. */
  const play = async <T>(actor: Actor, acts: (at: (when: number) => Ctx) => Promise<T>): Promise<T> =>
    must(
      await platform.transaction(async (tx) => {
        const cast = backdatedContext(platform, tx, []);
        return ok(await acts((when) => cast(actor, new Date(when))));
      }),
    );
  const start = now - 365 * DAY;

  await play(people.operator, async (at) => {
    const then = at(start);
    const bank = (code: string, nameVi: string, nameEn: string, mode: BankMode, pdqThreshold = 31) =>
      createBank(then, {
        code,
        nameVi: `${nameVi} (minh họa)`,
        nameEn: `${nameEn} (demonstration)`,
        mode,
        pdqThreshold,
      }).then(must);
    await bank('NATIONAL', 'Kho quốc gia', 'National bank', 'match');
    await bank('PARTNERS', 'Kho từ đối tác', 'Partners’ bank', 'match', 24);
    await bank('WATCH_AI', 'Kho theo dõi nội dung do AI tạo', 'Watch bank for generated content', 'watch', 20);
    await bank('FALSE_HITS', 'Kho loại trừ khớp nhầm', 'Known false matches', 'negative', 10);
    const source = (
      code: string,
      kind: 'own' | 'register' | 'iccam' | 'platform',
      agency: string,
      mayRedistribute: boolean,
      arrivesVerified: boolean,
      days?: number,
    ) =>
      createSource(then, {
        code,
        kind,
        agency,
        licence: `TT-MAU-${code}`,
        mayRedistribute,
        arrivesVerified,
        ...(days ? { expiresAt: new Date(now + days * DAY) } : {}),
      }).then(must);
    await source('MAU-QUOC-TE', 'register', 'MAU-QUOC-TE', true, true);
    await source('MAU-ICCAM', 'iccam', 'MAU-ICCAM', false, true, 40);
    await source('MAU-NEN-TANG-A', 'platform', 'MAU-NEN-TANG-A', true, false);
    for (const [code, base, bankCode] of [
      ['MAU-QUOC-TE', 'https://so-ma-bam-mau.example', 'PARTNERS'],
      ['MAU-ICCAM', 'https://so-doi-tac-mau.example', 'PARTNERS'],
    ] as const) {
      const protocol = code === 'MAU-ICCAM' ? 'ncmec-v2' : 'delta';
      const { id } = must(
        await createPeer(then, {
          source: code,
          bank: bankCode,
          protocol,
          baseUrl: base,
          client: 'mau',
          key: 'mau',
          ...(protocol === 'delta' ? { remoteList: 'VIET_NAM', remoteBank: 'VIET_NAM' } : {}),
        }),
      );
      // Nothing of the demonstration calls out: its partners are there to be looked at.
      must(await steerPeer(at(now - 3 * HOUR), { peer: id, act: 'pause' }));
      const lags = protocol === 'ncmec-v2';
      must(
        await recordPull(at(now - (lags ? 2 * DAY : 4 * HOUR)), {
          peer: id,
          read: lags
            ? { checkpoint: { from: new Date(now - 2 * DAY).toISOString().slice(0, 19).concat('Z') }, received: 40 }
            : { checkpoint: { cursor: 'mau', generation: 1, full: false }, received: 70 },
        }),
      );
      if (lags) must(await recordPull(at(now - 3 * HOUR), { peer: id, refusal: 'peer.clock-off' }));
    }
  });
  await play(people.approver, async (at) => {
    const then = at(start + DAY);
    const rule = (bank: string, nationalClasses: string[] | null = null) => ({
      bank,
      nationalClasses,
      sourceKinds: null,
    });
    must(
      await createList(then, {
        code: 'VN_PLATFORMS',
        nameVi: 'Nền tảng trong nước (minh họa)',
        nameEn: 'Platforms in Viet Nam (demonstration)',
        rules: [rule('NATIONAL', ['N1']), rule('PARTNERS')],
      }),
    );
    must(
      await createList(then, {
        code: 'WATCHERS',
        nameVi: 'Theo dõi nội dung do AI tạo (minh họa)',
        nameEn: 'Watching generated content (demonstration)',
        rules: [rule('WATCH_AI')],
      }),
    );
    for (const [place, { agency, name, daily }] of PLATFORMS.entries())
      must(
        await setMemberRights(then, {
          agency,
          displayName: name,
          scopes:
            place === 3 ? ['hash.match', 'hash.feedback'] : ['hash.match', 'hash.read', 'hash.submit', 'hash.feedback'],
          dailyMatches: daily,
          enabled: place !== 2,
          lists:
            place === 0
              ? ['VN_PLATFORMS', 'WATCHERS', 'TAKE_IT_DOWN']
              : place === 1
                ? ['VN_PLATFORMS', 'TAKE_IT_DOWN']
                : ['VN_PLATFORMS'],
        }),
      );
  });

  const random = randomFrom('la-chan demonstration');
  // What partners sent: a page each month.
  await play(SYSTEM, async (at) => {
    for (const [code, each] of [
      ['MAU-QUOC-TE', 6],
      ['MAU-ICCAM', 3],
    ] as const)
      for (let month = 0; month < 12; month += 1) {
        const page = must(
          await importPage(at(start + (month * 30 + 6) * DAY), {
            source: code,
            bank: 'PARTNERS',
            generation: 1,
            entries: Array.from({ length: each + (month % 3) }, (_, place) => ({
              externalId: `mau-${month}-${place}`,
              mediaKind: place % 5 === 4 ? ('video' as const) : ('image' as const),
              deleted: false,
              signals: signalsOf(random, place % 5 === 4),
              classes: [
                { scheme: 'national', version: '1', label: 'N1' },
                { scheme: 'interpol_baseline', version: '1', label: place % 3 === 0 ? 'BASELINE' : 'NATIONAL' },
                { scheme: 'ncmec', version: 'v2', label: random.pick(['A1', 'A2', 'B1', 'B2']) },
              ] satisfies EntryClass[],
            })),
          }),
        );
        made += page.added;
      }
  });
  made += PROPOSALS + REMOVALS;
  // What was proposed here: most of it decided long ago, the last days still waiting.
  const proposals = Array.from({ length: PROPOSALS }, (_, place) => {
    const recent = place >= 26;
    const proposedAt = recent ? now - (PROPOSALS - place) * 1.6 * HOUR : start + (place * 13.4 + 10) * DAY;
    const bank = place % 11 === 10 ? 'FALSE_HITS' : place % 7 === 6 ? 'WATCH_AI' : 'NATIONAL';
    return { place, proposedAt, bank, recent, video: place % 6 === 5, id: '' };
  });
  for (const [actor, mine] of [
    [people.operator, proposals.filter(({ place }) => place % 4 !== 3)],
    [machine('MAU-NEN-TANG-A', 'hash.submit'), proposals.filter(({ place }) => place % 4 === 3)],
  ] as const)
    await play(actor, async (at) => {
      for (const one of mine)
        one.id = must(
          await proposeEntry(at(one.proposedAt), {
            bank: one.bank,
            mediaKind: one.video ? 'video' : 'image',
            legalBasis: BASIS,
            reference: `MAU/${String(one.place + 1).padStart(4, '0')}`,
            signals: signalsOf(random, one.video),
            classes:
              one.place % 2 === 0
                ? [{ scheme: 'depiction', version: '1', label: random.pick(['REAL', 'AI', 'ALTERED', 'UNKNOWN']) }]
                : [],
          }),
        ).id;
    });
  const old = proposals.filter(({ recent }) => !recent);
  const waiting = proposals.filter(({ recent }) => recent);
  // Six of the old ones are no; of the waiting ones eight have a first verdict, and on three two verdicts differ.
  const verdict = (one: (typeof proposals)[number], no = one.place % 9 === 8) => ({
    entry: one.id,
    verdict: no ? ('NOT_LISTED' as const) : ('LISTED' as const),
    nationalClass: no ? 'N0' : one.bank === 'WATCH_AI' ? 'N2' : 'N1',
  });
  await play(people.analysts[0], async (at) => {
    for (const one of old) must(await verifyEntry(at(one.proposedAt + 5 * HOUR), verdict(one)));
    for (const one of waiting.slice(0, 8))
      must(await verifyEntry(at(one.proposedAt + 20 * MINUTE), verdict(one, false)));
  });
  await play(people.analysts[1], async (at) => {
    for (const one of old) must(await verifyEntry(at(one.proposedAt + 26 * HOUR), verdict(one)));
    for (const one of waiting.slice(0, 3))
      must(await verifyEntry(at(one.proposedAt + 45 * MINUTE), verdict(one, true)));
    for (const one of waiting.slice(8, 11))
      must(await verifyEntry(at(one.proposedAt + 45 * MINUTE), verdict(one, false)));
  });
  const active = old.filter((one) => verdict(one).verdict === 'LISTED' && one.bank === 'NATIONAL');
  await play(people.operator, async (at) => {
    for (const [place, one] of active.slice(0, 9).entries()) {
      const then = at(one.proposedAt + 30 * HOUR);
      must(
        await classifyEntry(then, {
          entry: one.id,
          scheme: 'ncmec',
          version: 'v2',
          labels: [random.pick(['A1', 'A2', 'B1', 'B2'])],
        }),
      );
      must(
        await classifyEntry(then, {
          entry: one.id,
          scheme: 'interpol_baseline',
          version: '1',
          labels: [place % 2 === 0 ? 'BASELINE' : 'NATIONAL'],
        }),
      );
    }
    for (const [place, one] of active.slice(2, 5).entries())
      must(
        await disputeEntry(at(now - (place * 9 + 3) * HOUR), {
          entry: one.id,
          reason: place === 1 ? 'WRONG_CLASS' : 'ADULT',
        }),
      );
  });
  await play(people.approver, async (at) => {
    for (const [place, one] of active.slice(6, 8).entries())
      must(
        await withdrawEntry(at(now - (place + 1) * 20 * DAY), {
          entry: one.id,
          reason: place === 0 ? 'COLLISION' : 'DUPLICATE',
        }),
      );
  });
  const flooded = active[5];
  if (flooded)
    await play(
      SYSTEM,
      async (at) => void must(await suspendOnFlood(at(now - 20 * HOUR), [{ entry: flooded.id, times: 412 }])),
    );
  await runJob(platform, hashesModule, { job: 'hashes.refresh-lists', payload: {} });
  for (const [place, { agency }] of PLATFORMS.entries()) {
    const member = machine(agency, 'hash.match', 'hash.read', 'hash.feedback');
    await play(member, async (at) => {
      if (place < 2 && active[8])
        must(
          await giveFeedback(at(now - (place + 2) * DAY), {
            entry: active[8].id,
            signalType: 'pdq',
            opinion: place === 0 ? 'up' : 'down',
            ...(place === 0 ? {} : { reason: 'LOW_DETAIL' }),
          }),
        );
      const log = new MatchLog();
      const days = place === 2 ? 10 : 20;
      for (let round = 0; round < days; round += 1) {
        const hit = random.chance(0.55) ? random.pick(active) : undefined;
        const questions = Math.round(random.between(40, 900));
        await log.write(at(start + (round + 0.5 + place * 0.1) * ((364 * DAY) / days)), {
          purpose: random.pick(['UPLOAD', 'UPLOAD', 'LIBRARY_SCAN', 'REPORT']),
          questions,
          refused: random.chance(0.2) ? 2 : 0,
          indexSeq: 0,
          marks: createHash('sha256').update(`${agency} ${round}`).digest().subarray(0, MARK_BYTES),
          hits: hit
            ? [
                {
                  question: 0,
                  signalType: 'pdq',
                  asked: Buffer.from(random.pdq(), 'hex'),
                  entry: hit.id,
                  bank: hit.bank,
                  distance: Math.floor(random.between(0, 28)),
                  threshold: 31,
                  variant: 'full',
                  decision: 'matched' as const,
                },
              ]
            : [],
        });
      }
    });
  }
  await play(SYSTEM, async (at) => {
    for (let place = 0; place < REMOVALS; place += 1)
      must(
        await requestRemoval(at(now - (place * 24 + 2) * DAY).as(anonymous), {
          idempotencyKey: `demonstration-removal-${place}`,
          files: [{ media: 'image', pdq: random.pdq(), quality: 90 }],
          answers: {
            ageBand: ageBand.codes[4 + (place % 3)],
            subject: place % 4 === 3 ? removalSubject.codes[1] : removalSubject.codes[0],
            places: [onlinePlace.codes[place % 2]],
            agreed: true,
          },
        }),
      );
  });
  return ok(made);
}

function machine(agency: string, ...scopes: string[]): Actor {
  return { kind: 'machine', client: `${agency.toLowerCase()}.mau`, agency, scopes };
}

/** The invented people who keep the register: two analysts, the operator and the approver of one agency. */
function peopleOf(cast: Cast): People | undefined {
  const held = (role: string) => cast.all(role, AGENCY);
  const [first, second] = held('content_analyst');
  const [operator] = held('hash_db_operator');
  const [approver] = held('hash_db_approver');
  return first && second && operator && approver ? { analysts: [first, second], operator, approver } : undefined;
}

interface Random {
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** 64 hexadecimal digits that look like a PDQ hash and come from no picture. */
  pdq(): string;
  bytes(count: number): string;
}

/** The same seed gives the same numbers. */
function randomFrom(seed: string): Random {
  let drawn = 0;
  const next = () => {
    drawn += 1;
    return createHash('sha256').update(`${seed} ${drawn}`).digest();
  };
  const share = () => next().readUInt32BE(0) / 2 ** 32;
  return {
    between: (low, high) => low + share() * (high - low),
    chance: (wanted) => share() < wanted,
    pick: (list) => list[Math.floor(share() * list.length)] as (typeof list)[number],
    pdq: () => {
      for (let hash = next().toString('hex'); ; hash = next().toString('hex')) if (isLikePdq(hash)) return hash;
    },
    bytes: (count) => next().subarray(0, count).toString('hex'),
  };
}

function signalsOf(random: Random, video: boolean): GivenSignal[] {
  const exact: GivenSignal[] = [
    { type: 'md5', value: random.bytes(16) },
    { type: 'sha256', value: random.bytes(32) },
  ];
  if (video)
    return [
      ...Array.from(
        { length: 4 },
        (_, frame): GivenSignal => ({
          type: 'vpdq',
          value: random.pdq(),
          variant: 'ffmpeg-1s-full-1',
          quality: Math.round(random.between(60, 100)),
          frameMs: frame * 1_000,
        }),
      ),
      ...exact,
    ];
  return [
    { type: 'pdq', value: random.pdq(), variant: 'full', quality: Math.round(random.between(55, 100)) },
    ...exact,
  ];
}
