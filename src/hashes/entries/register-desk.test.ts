import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, systemActor } from '../../kernel/index.ts';
import { near, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import {
  checkMatchEvents,
  createBank,
  createPeer,
  createSource,
  entryHistory,
  indexHealth,
  listEntries,
  listReach,
  lookUpHash,
  matchHashes,
  matchLogPage,
  memberStandings,
  openReview,
  peerStandings,
  previewList,
  proposeEntry,
  registerOverview,
  removalOverview,
  requestRemoval,
  steerPeer,
  verifyEntry,
  withdrawEntry,
} from '../index.ts';

const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']): Ctx => house.as(house.people[who]);
const matching = () => ({ index: house.service.index, log: house.log_ });

test('the overview counts by bank, state and month; the list filters and goes on where it ended', async () => {
  for (let i = 0; i < 3; i += 1) await house.active([{ type: 'pdq', value: pdq() }]);
  const overview = must(await registerOverview(as('analyst')));
  expect(overview.counts.filter((one) => one.bank === 'NATIONAL')).toEqual([
    { bank: 'NATIONAL', status: 'ACTIVE', entries: 3 },
  ]);
  expect(overview.months).toHaveLength(12);
  expect(overview.months.at(-1)).toMatchObject({ proposed: 3, decided: 3 });
  expect(
    must(await listEntries(as('analyst'), { filters: { statuses: ['ACTIVE'], type: 'pdq', source: '-' } })).entries,
  ).toHaveLength(3);
  expect(must(await listEntries(as('analyst'), { filters: { type: 'md5' } })).entries).toEqual([]);
  expect(must(await listEntries(as('other'), { filters: {} })).entries).toEqual([]);
});

test('a hash is found to the bit in any state and near within the threshold, and the question stands in the log', async () => {
  const value = pdq();
  const entry = await house.active([{ type: 'pdq', value }]);
  await house.service.catchUp();
  const found = must(await lookUpHash(as('operator'), matching(), { text: near(value, 7) }));
  expect(found).toMatchObject({ kind: 'hash', exact: [], near: [{ entry, distance: 7, bank: 'NATIONAL' }] });
  must(await withdrawEntry(as('approver'), { entry, reason: 'COLLISION' }));
  await house.service.catchUp();
  const gone = must(await lookUpHash(as('operator'), matching(), { text: ` ${value} ` }));
  expect(gone).toMatchObject({ exact: [{ entry, status: 'WITHDRAWN' }], near: [] });
  expect(must(await entryHistory(as('approver'), { entry })).withdrawals).toMatchObject([{ reason: 'COLLISION' }]);
  const { number } = must(await entryHistory(as('approver'), { entry }));
  expect(must(await lookUpHash(as('analyst'), matching(), { text: `#${number}` }))).toEqual({
    kind: 'entry',
    id: entry,
  });
  for (const [text, reason] of [
    [value.slice(1), 'signal.wrong-length'],
    [value.toUpperCase().replace(/^./, 'A'), 'signal.not-lower-hex'],
    ['', 'signal.empty'],
  ] as const)
    expect(await lookUpHash(as('operator'), matching(), { text })).toMatchObject({ refusal: { facts: { reason } } });
  const log = must(await matchLogPage(as('approver'), { filters: { purpose: 'DESK_LOOKUP', onlyHits: true } }));
  expect(log.events.map((event) => event.questions)).toEqual([3]);
});

test('the match log is filtered, and an altered event is found out', async () => {
  const value = pdq();
  const entry = await house.active([{ type: 'pdq', value }]);
  await house.service.catchUp();
  await house.member('PLATFORM_LOG');
  const member = house.as(house.machine('PLATFORM_LOG', 'hash.match', 'hash.read'));
  must(await matchHashes(member, matching(), { hashes: [{ type: 'pdq', value }], purpose: 'UPLOAD' }));
  const page = must(await matchLogPage(as('approver'), { filters: { agency: 'PLATFORM_LOG', entry } }));
  expect(page.events).toHaveLength(1);
  expect(must(await matchLogPage(as('approver'), { filters: { decision: 'suppressed' } })).events).toEqual([]);
  const events = page.events.map((event) => event.id);
  expect(must(await checkMatchEvents(as('approver'), { events }))).toEqual({ sound: 1, broken: [] });
  await house.owner.query('update hashes.match_event set questions = 9 where id = $1', [events[0]]);
  expect(must(await checkMatchEvents(as('approver'), { events }))).toEqual({ sound: 0, broken: events });
  expect(must(await memberStandings(as('approver'))).find((one) => one.agency === 'PLATFORM_LOG')?.usedToday).toBe(1);
});

test('what a list would send is said before it exists, and nothing of the trial stays', async () => {
  must(await createBank(as('operator'), { code: 'WATCH', nameVi: 'Theo dõi', nameEn: 'Watch', mode: 'watch' }));
  await house.active([{ type: 'pdq', value: pdq() }], { bank: 'WATCH' });
  const lists = must(await listReach(as('approver'))).length;
  const rule = (bank: string) => ({ bank, nationalClasses: null, sourceKinds: null });
  const given = must(await previewList(as('approver'), { rules: [rule('WATCH')] }));
  expect(given).toEqual({ reach: [{ bank: 'WATCH', mode: 'watch', entries: 1 }], partial: false });
  const match = must(await previewList(as('approver'), { rules: [rule('NATIONAL')] }));
  expect(match.reach.map((one) => one.bank)).toEqual(['NATIONAL']);
  expect(await previewList(as('approver'), { rules: [rule('NOWHERE')] })).toMatchObject({
    refusal: { code: 'bank.not-found' },
  });
  expect(must(await listReach(as('approver')))).toHaveLength(lists);
});

test('a partner is paused, does not pull while it is, and is resumed', async () => {
  must(
    await createSource(as('operator'), {
      code: 'PEER',
      kind: 'register',
      agency: 'PEER',
      licence: 'T',
      mayRedistribute: true,
      arrivesVerified: false,
    }),
  );
  const { id } = must(
    await createPeer(as('operator'), {
      source: 'PEER',
      bank: 'NATIONAL',
      protocol: 'delta',
      baseUrl: 'https://127.0.0.1:9',
      client: 'c',
      key: 'k',
      remoteList: 'MEMBERS',
    }),
  );
  must(await steerPeer(as('operator'), { peer: id, act: 'pause' }));
  expect(must(await peerStandings(as('operator')))[0]).toMatchObject({ id, enabled: false, lastSuccessAt: null });
  expect(await steerPeer(as('operator'), { peer: id, act: 'now' })).toMatchObject({ refusal: { code: 'peer.paused' } });
  must(await steerPeer(as('operator'), { peer: id, act: 'resume' }));
  expect(must(await peerStandings(as('operator')))[0]).toMatchObject({ enabled: true });
});

test('a partner is named whole or not at all, and a source has one', async () => {
  const source = (code: string) =>
    createSource(as('operator'), {
      code,
      kind: 'register',
      agency: code,
      licence: 'T',
      mayRedistribute: true,
      arrivesVerified: false,
    }).then(must);
  await source('JOINED');
  const whole = {
    source: 'JOINED',
    bank: 'NATIONAL',
    protocol: 'delta',
    baseUrl: 'https://register.example/base/',
    client: 'c',
    key: 'k',
    remoteList: 'MEMBERS',
  } as const;
  const before = must(await peerStandings(as('operator'))).length;
  for (const [wrong, field, code] of [
    [{ baseUrl: 'register.example' }, 'baseUrl', 'field.malformed'],
    [{ baseUrl: 'file:///etc/passwd' }, 'baseUrl', 'field.malformed'],
    [{ baseUrl: 'https://name:word@register.example' }, 'baseUrl', 'field.malformed'],
    [{ baseUrl: 'https://register.example/?list=A' }, 'baseUrl', 'field.malformed'],
    [{ client: ' ' }, 'client', 'field.malformed'],
    [{ key: 'k'.repeat(401) }, 'key', 'field.malformed'],
    [{ remoteList: undefined }, 'remoteList', 'field.malformed'],
    [{ pushList: 'MEMBERS' }, 'remoteBank', 'field.malformed'],
    [{ source: 'NOWHERE' }, 'source', 'source.not-found'],
    [{ bank: 'NOWHERE' }, 'bank', 'bank.not-found'],
    [{ pushList: 'NOWHERE', remoteBank: 'A1' }, 'pushList', 'list.not-found'],
  ] as const)
    expect(await createPeer(as('operator'), { ...whole, ...wrong }), JSON.stringify(wrong)).toMatchObject({
      refusal: { code, field },
    });
  expect(must(await peerStandings(as('operator')))).toHaveLength(before);
  must(await createPeer(as('operator'), whole));
  expect(await createPeer(as('operator'), whole)).toMatchObject({
    refusal: { code: 'peer.source-taken', field: 'source' },
  });
  expect(must(await peerStandings(as('operator'))).find((one) => one.source === 'JOINED')).toMatchObject({
    baseUrl: 'https://register.example/base',
    enabled: true,
  });
  await source('NCMEC_LIKE');
  must(
    await createPeer(as('operator'), { ...whole, source: 'NCMEC_LIKE', protocol: 'ncmec-v2', remoteList: undefined }),
  );
});

test('the arbiter sees what differs without who, and the index says how it stands', async () => {
  const { id } = must(
    await proposeEntry(as('operator'), {
      bank: 'NATIONAL',
      mediaKind: 'image',
      legalBasis: 'TEST',
      signals: [{ type: 'pdq', value: pdq() }],
    }),
  );
  must(await verifyEntry(as('analyst'), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
  expect(must(await openReview(as('approver'), { kind: 'arbitration' })).item).toBeUndefined();
  must(await verifyEntry(as('second'), { entry: id, verdict: 'NOT_LISTED', nationalClass: 'N0' }));
  const { item } = must(await openReview(as('approver'), { kind: 'arbitration' }));
  expect(item?.differing).toEqual([
    { verdict: 'LISTED', nationalClass: 'N1' },
    { verdict: 'NOT_LISTED', nationalClass: 'N0' },
  ]);
  expect(JSON.stringify(item)).not.toContain(house.people.analyst.person);
  expect(must(await openReview(as('third'), { kind: 'verdict' })).item?.differing ?? []).toEqual([]);
  await house.service.catchUp();
  const health = must(await indexHealth(as('operator'), house.service.index));
  expect(health.seq).toBe(health.registerSeq);
  expect(health.signals.find((one) => one.type === 'pdq')?.count).toBeGreaterThan(3);
});

test('take-down requests are counted, and small numbers are not told', async () => {
  const like = (place: number) => `${'f0'.repeat(30)}00${String(place).padStart(2, '0')}`;
  for (let i = 0; i < 12; i += 1)
    must(
      await requestRemoval(house.as(systemActor('test')), {
        idempotencyKey: `test-removal-request-${i}`,
        files: [{ media: 'image', pdq: like(i), quality: 90 }],
        answers: { ageBand: i < 11 ? 'A14_15' : 'A12_13', subject: 'SELF', places: [], agreed: true },
      }),
    );
  const overview = must(await removalOverview(as('approver')));
  expect(overview).toMatchObject({ open: 12, withdrawn: 0 });
  expect(overview.ageBands).toEqual([
    { code: 'A12_13', requests: null },
    // Eleven, but 12 - 11 would tell the one.
    { code: 'A14_15', requests: null },
  ]);
});
