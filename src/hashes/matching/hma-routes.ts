import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type RawRoute, type Refusal } from '../../kernel/index.ts';
import { bodyText, jsonAnswer, messageAnswer, textAnswer } from '../answers.ts';
import type { Bank } from '../banks/bank-view.ts';
import { changeBank } from '../banks/change-bank.ts';
import { createBank } from '../banks/create-bank.ts';
import { entryByNumber } from '../entries/entry-store.ts';
import { proposeEntry } from '../entries/propose-entry.ts';
import { bankByCode, bankRows } from '../entries/register-store.ts';
import { type GivenSignal, isPerceptual, parseSignal, QUALITY_LEAST, type SignalType } from '../entries/signal.ts';
import { withdrawEntry } from '../entries/withdraw-entry.ts';
import type { Decoders, MediaHashes } from '../media/index.ts';
import { hashUpload, refusedQuality, UPLOAD_LIMIT, UPLOAD_TAKES } from './hash-upload.ts';
import { type FoundEntry, type MatchAnswer, type Matching, matchHashes, QUESTIONS_MOST } from './match-hashes.ts';

/**
 * The surface of hasher-matcher-actioner (facebook/ThreatExchange, OpenMediaMatch), so that tools written for it work
 * against us. `/h/hash` stands in hma-hash-routes.ts; lookups by address and content by upload are not served.
 */
const types: Readonly<Record<string, { readonly type: SignalType; readonly media: 'image' | 'video' }>> = {
  pdq: { type: 'pdq', media: 'image' },
  photodna: { type: 'photodna', media: 'image' },
  video_md5: { type: 'md5', media: 'video' },
  md5: { type: 'md5', media: 'image' },
  sha1: { type: 'sha1', media: 'image' },
  sha256: { type: 'sha256', media: 'image' },
};

const bankName = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);
const ratio = z.union([z.literal(0), z.literal(1)]);
const newBank = z.object({ name: bankName, enabled_ratio: ratio.optional(), enabled: z.boolean().optional() });
const bankChange = z.object({
  name: bankName.optional(),
  enabled_ratio: ratio.optional(),
  enabled: z.boolean().optional(),
});
const bankShape = (bank: Bank) => ({ name: bank.code, matching_enabled_ratio: bank.enabled ? 1.0 : 0.0 });
const banks = 'Codes of banks, comma separated; all where absent.';
const LOOKED_UP =
  '{signal_type: {bank: [{bank_content_id, distance}]}}; without the outer key where one signal was asked.';
const signalQuery = { signal: 'The hash.', signal_type: 'pdq, photodna, video_md5, md5, sha1 or sha256.', banks };
const json = (description: string) => ({ gives: { 'application/json': description } });
const takesJson = (takes: string, gives: string) => ({
  takes: { 'application/json': takes },
  ...json(gives),
});
const message = (status: number, text: string) => jsonAnswer({ message: text }, status);

export function hmaRoutes(matching: () => Matching, decoders: () => Decoders): readonly RawRoute[] {
  const asks = { surface: 'desk', may: { action: 'hash.match' } } as const;
  const reads = { surface: 'desk', may: { action: 'hash-bank.read' } } as const;
  const manages = { surface: 'desk', may: { action: 'hash-bank.manage' } } as const;

  const look = async (
    ctx: Ctx,
    request: Request,
    withDisabled: boolean,
  ): Promise<{ answer: MatchAnswer; named: string } | Response> => {
    const query = new URL(request.url).searchParams;
    if (query.has('url'))
      return message(400, 'Lookup by address is not served: make the signal and send signal and signal_type.');
    const named = query.get('signal_type') ?? '';
    const known = types[named];
    const value = query.get('signal');
    if (!known || value === null) return message(400, known ? 'signal is required' : 'signal_type is unknown');
    const banks = query.get('banks')?.split(',').filter(Boolean);
    const done = await matchHashes(ctx, matching(), {
      hashes: [{ type: known.type, value }],
      purpose: 'HMA_LOOKUP',
      banks,
      withDisabled,
    });
    if (!done.ok) return messageAnswer(ctx, done.refusal);
    const answer = done.value.answers[0] as MatchAnswer;
    return answer.outcome === 'refused' ? message(400, `signal is not valid: ${answer.reason}`) : { answer, named };
  };
  const found = (answer: MatchAnswer): readonly FoundEntry[] => (answer.outcome === 'refused' ? [] : answer.matches);

  return [
    {
      surface: 'desk',
      may: 'public',
      method: 'get',
      path: '/status',
      summary: 'HMA: whether the matcher answers.',
      describes: { gives: { 'text/plain': 'I-AM-ALIVE' } },
      handle: async () => textAnswer(200, 'text/plain', 'I-AM-ALIVE'),
    },
    {
      surface: 'desk',
      may: 'public',
      method: 'get',
      path: '/status/live',
      summary: 'HMA: whether the process answers.',
      describes: { gives: { 'text/plain': 'I-AM-ALIVE' } },
      handle: async () => textAnswer(200, 'text/plain', 'I-AM-ALIVE'),
    },
    {
      ...asks,
      method: 'get',
      path: '/m/raw_lookup',
      summary: 'HMA: ids of what is in reach of a signal, banks that are switched off too.',
      describes: {
        query: { ...signalQuery, include_distance: 'true: with distances.' },
        ...json('{matches: [bank_content_id] or [{bank_content_id, distance}]}'),
      },
      handle: async (ctx, request) => {
        const looked = await look(ctx, request, true);
        if (looked instanceof Response) return looked;
        const distance = /^(1|true)$/i.test(new URL(request.url).searchParams.get('include_distance') ?? '');
        const matches = found(looked.answer).map((hit) =>
          distance ? { bank_content_id: hit.detail.number, distance: String(hit.distance) } : hit.detail.number,
        );
        return jsonAnswer({ matches });
      },
    },
    {
      ...asks,
      method: 'get',
      path: '/m/lookup',
      summary: 'HMA: what is in reach of a signal, by bank.',
      describes: { query: signalQuery, ...json(LOOKED_UP) },
      handle: async (ctx, request) => {
        const looked = await look(ctx, request, false);
        if (looked instanceof Response) return looked;
        const banks: Record<string, { bank_content_id: number; distance: string }[]> = {};
        for (const hit of found(looked.answer)) {
          banks[hit.bank.code] ??= [];
          banks[hit.bank.code]?.push({ bank_content_id: hit.detail.number, distance: String(hit.distance) });
        }
        return jsonAnswer(banks);
      },
    },
    {
      ...asks,
      method: 'post',
      path: '/m/lookup',
      summary:
        'HMA: what is in reach of a photo or a video, by signal type and bank. The file is hashed and forgotten.',
      bodyLimit: UPLOAD_LIMIT,
      describes: { query: { banks }, takes: UPLOAD_TAKES, gives: { 'application/json': LOOKED_UP } },
      handle: async (ctx, request) => {
        const hashes = await hashUpload(ctx, request, decoders());
        if (hashes instanceof Response) return hashes;
        const low = hashes.media === 'image' && hashes.quality < QUALITY_LEAST;
        const signals = low ? [] : signalsOf(hashes);
        const found: Record<string, Record<string, { bank_content_id: number; distance: string }[]>> = {};
        for (const { named } of signals) found[named] ??= {};
        for (let from = 0; from < signals.length; from += QUESTIONS_MOST) {
          const piece = signals.slice(from, from + QUESTIONS_MOST);
          const done = await matchHashes(ctx, matching(), {
            hashes: piece.map(({ signal }) => signal),
            purpose: 'HMA_LOOKUP',
            banks: new URL(request.url).searchParams.get('banks')?.split(',').filter(Boolean),
          });
          if (!done.ok) return messageAnswer(ctx, done.refusal);
          for (const [i, answer] of done.value.answers.entries())
            addNearest(found[(piece[i] as (typeof piece)[number]).named] ?? {}, answer);
        }
        const answer = jsonAnswer(found);
        if (low) answer.headers.set('x-lachan-refused', refusedQuality(hashes.quality));
        return answer;
      },
    },
    {
      ...asks,
      method: 'post',
      path: '/m/compare',
      summary: 'HMA: whether two signals match each other.',
      describes: takesJson('{signal_type: [signal, signal]}', '{signal_type: [matches, {distance}]}'),
      handle: async (_ctx, request) => {
        const given = z
          .record(z.string(), z.tuple([z.string(), z.string()]))
          .safeParse(parseJson(await bodyText(request)));
        if (!given.success) return message(400, 'Send {signal_type: [signal, signal]}.');
        const answer: Record<string, [boolean, { distance: number }]> = {};
        for (const [named, pair] of Object.entries(given.data)) {
          const known = types[named];
          if (!known) return message(400, `unknown signal type: ${Object.keys(types).join(', ')} are known`);
          const [one, other] = pair.map((value) => parseSignal({ type: known.type, value }));
          if (!one || !other || 'fault' in one || 'fault' in other)
            return message(400, `a ${named} signal is not valid`);
          const bits = distanceOf(one.value, other.value);
          answer[named] = isPerceptual(known.type)
            ? [bits <= 31, { distance: bits }]
            : [bits === 0, { distance: bits === 0 ? 0 : 1 }];
        }
        return jsonAnswer(answer);
      },
    },
    {
      ...asks,
      method: 'get',
      path: '/m/index/status',
      summary: 'HMA: the state of the indexes.',
      describes: { query: { signal_type: 'One of them.' }, ...json('{signal_type: {present, built_to, size}}') },
      handle: async (_ctx, request) => {
        const only = new URL(request.url).searchParams.get('signal_type');
        if (only !== null && !types[only]) return message(400, 'signal_type is unknown');
        const named = Object.entries(types).filter(([name]) => only === null || name === only);
        return jsonAnswer(
          Object.fromEntries(
            named.map(([name, { type }]) => [
              name,
              { present: true, built_to: matching().index.seq, size: matching().index.count(type) },
            ]),
          ),
        );
      },
    },
    {
      ...reads,
      method: 'get',
      path: '/c/signal_type',
      summary: 'HMA: the signal types.',
      describes: json('[{name, enabled_ratio}]'),
      handle: async () => jsonAnswer(Object.keys(types).map((name) => ({ name, enabled_ratio: 1.0 }))),
    },
    {
      ...reads,
      method: 'get',
      path: '/c/content_type',
      summary: 'HMA: the kinds of content.',
      describes: json('[{name, enabled}]'),
      handle: async () =>
        jsonAnswer([
          { name: 'photo', enabled: true },
          { name: 'video', enabled: true },
        ]),
    },
    {
      ...reads,
      method: 'get',
      path: '/c/banks',
      summary: 'HMA: all banks.',
      describes: json('[{name, matching_enabled_ratio}]'),
      handle: async (ctx) => {
        const read = await ctx.transaction(async (tx) => ok(await bankRows(tx)));
        return read.ok ? jsonAnswer(read.value.map(bankShape)) : messageAnswer(ctx, read.refusal);
      },
    },
    {
      ...manages,
      method: 'post',
      path: '/c/banks',
      summary: 'HMA: opens a bank.',
      describes: takesJson('{name, enabled_ratio?, enabled?}', '{name, matching_enabled_ratio}'),
      handle: async (ctx, request) => {
        const given = newBank.safeParse(parseJson(await bodyText(request)));
        if (!given.success) return message(400, 'name: upper case letters, digits and _; enabled_ratio: 0 or 1');
        const { name, enabled = true, enabled_ratio: share = 1 } = given.data;
        const made = await createBank(ctx, {
          code: name,
          nameVi: name,
          nameEn: name,
          mode: 'match',
          enabled: enabled && share === 1,
        });
        return made.ok ? jsonAnswer(bankShape(made.value), 201) : messageAnswer(ctx, made.refusal);
      },
    },
    {
      ...reads,
      method: 'get',
      path: '/c/bank/{name}',
      summary: 'HMA: one bank.',
      describes: json('{name, matching_enabled_ratio}'),
      handle: async (ctx, _request, { name = '' }) => {
        const bank = await bankNamed(ctx, name);
        return bank ? jsonAnswer(bankShape(bank)) : message(404, 'bank not found');
      },
    },
    {
      ...manages,
      method: 'put',
      path: '/c/bank/{name}',
      summary: 'HMA: switches a bank on or off.',
      describes: takesJson('{enabled_ratio?, enabled?}', '{name, matching_enabled_ratio}'),
      handle: async (ctx, request, { name = '' }) => {
        const given = bankChange.safeParse(parseJson(await bodyText(request)));
        if (!given.success) return message(400, 'enabled_ratio: 0 or 1; enabled: true or false');
        if (given.data.name !== undefined && given.data.name !== name) return message(400, 'a bank keeps its name');
        const share = given.data.enabled_ratio;
        const changed = await changeBank(ctx, {
          code: name,
          enabled: given.data.enabled ?? (share === undefined ? undefined : share === 1),
        });
        return changed.ok ? jsonAnswer(bankShape(changed.value)) : messageAnswer(ctx, changed.refusal);
      },
    },
    {
      ...manages,
      method: 'delete',
      path: '/c/bank/{name}',
      summary: 'HMA: banks are not deleted here.',
      describes: json('{message}'),
      handle: async (ctx, _request, { name = '' }) =>
        (await bankNamed(ctx, name))
          ? message(
              403,
              'A bank is not deleted, since its entries must leave as tombstones: switch it off with PUT {"enabled": false}.',
            )
          : message(404, 'bank not found'),
    },
    {
      surface: 'desk',
      may: { action: 'hash.submit' },
      method: 'post',
      path: '/c/bank/{name}/signal',
      summary: 'HMA: proposes signals for a bank; they match once two analysts agree.',
      describes: takesJson('{signal_type: signal}', '{id, signals}'),
      handle: async (ctx, request, { name = '' }) => {
        const given = z.record(z.string(), z.string()).safeParse(parseJson(await bodyText(request)));
        const signals = Object.entries(given.success ? given.data : {}).map(([named, value]) => ({
          known: types[named],
          value,
        }));
        if (signals.length === 0 || signals.some(({ known }) => !known))
          return message(400, 'Send {signal_type: signal}.');
        const wanted = signals.flatMap(({ known, value }) => (known ? [{ type: known.type, value }] : []));
        const mediaKind = signals.some(({ known }) => known?.media === 'video') ? 'video' : 'image';
        const proposed = await proposeEntry(ctx, { bank: name, mediaKind, legalBasis: 'EXCHANGE', signals: wanted });
        if (!proposed.ok) return messageAnswer(ctx, proposed.refusal);
        const row = await ctx.transaction(async (tx) => ok(await entryByNumber(tx, { id: proposed.value.id })));
        if (!row.ok || !row.value) return message(404, 'content not found');
        return jsonAnswer({ id: row.value.number, signals: given.success ? given.data : {} }, 201);
      },
    },
    {
      ...reads,
      method: 'get',
      path: '/c/bank/{name}/content/{number}',
      summary: 'HMA: one content of a bank, as far as the caller may see it.',
      describes: {
        query: { include_signals: 'true: with its signals.' },
        ...json('{id, disable_until_ts, original_media_uri, bank, signals?}'),
      },
      handle: async (ctx, request, { name = '', number = '' }) => {
        const row = await contentOf(ctx, name, number);
        if (!row) return message(404, 'content not found');
        const withSignals = /^(1|true)$/i.test(new URL(request.url).searchParams.get('include_signals') ?? '');
        // HMA counts until when a content is switched off; 0 is never, 1 for ever.
        return jsonAnswer({
          id: row.number,
          disable_until_ts: row.status === 'ACTIVE' || row.status === 'DISPUTED' ? 0 : 1,
          original_media_uri: null,
          bank: { name },
          ...(withSignals
            ? { signals: Object.fromEntries(row.signals.map((signal) => [signal.type, signal.value])) }
            : {}),
        });
      },
    },
    {
      surface: 'desk',
      may: { action: 'hash-entry.withdraw' },
      method: 'delete',
      path: '/c/bank/{name}/content/{number}',
      summary: 'HMA: withdraws a content.',
      describes: json('{deleted}'),
      handle: async (ctx, _request, { name = '', number = '' }) => {
        const row = await contentOf(ctx, name, number);
        if (!row) return jsonAnswer({ deleted: 0 });
        const done = await withdrawEntry(ctx, { entry: row.id });
        return done.ok ? jsonAnswer({ deleted: 1 }) : messageAnswer(ctx, done.refusal as Refusal);
      },
    },
  ];
}

/** A photo is looked up by PDQ, a video by its MD5 and by its frames. */
function signalsOf(hashes: MediaHashes): { named: string; signal: GivenSignal }[] {
  if (hashes.media === 'image')
    return [{ named: 'pdq', signal: { type: 'pdq', value: hashes.pdq, quality: hashes.quality } }];
  const frames = new Set(hashes.frames.filter(({ quality }) => quality >= QUALITY_LEAST).map(({ pdq }) => pdq));
  return [
    { named: 'video_md5', signal: { type: 'md5', value: hashes.md5 } },
    ...[...frames].map((value) => ({ named: 'vpdq', signal: { type: 'vpdq' as const, value } })),
  ];
}

/** Each content once, by its nearest signal: many frames of one video may find the same. */
function addNearest(banks: Record<string, { bank_content_id: number; distance: string }[]>, answer: MatchAnswer): void {
  if (answer.outcome === 'refused') return;
  for (const hit of answer.matches) {
    banks[hit.bank.code] ??= [];
    const list = banks[hit.bank.code] as { bank_content_id: number; distance: string }[];
    const held = list.findIndex((one) => one.bank_content_id === hit.detail.number);
    const one = { bank_content_id: hit.detail.number, distance: String(hit.distance) };
    if (held < 0) list.push(one);
    else if (Number(list[held]?.distance) > hit.distance) list[held] = one;
  }
}

async function bankNamed(ctx: Ctx, name: string): Promise<Bank | undefined> {
  const read = await ctx.transaction(async (tx) => ok(await bankByCode(tx, name)));
  return read.ok ? read.value : undefined;
}

async function contentOf(ctx: Ctx, bank: string, number: string) {
  if (!/^\d{1,15}$/.test(number)) return undefined;
  const read = await ctx.transaction(async (tx) => ok(await entryByNumber(tx, { number: Number(number), bank })));
  return read.ok ? read.value : undefined;
}

function distanceOf(one: Uint8Array, other: Uint8Array): number {
  let bits = 0;
  for (const [i, byte] of one.entries()) {
    for (let rest = byte ^ (other[i] as number); rest !== 0; rest &= rest - 1) bits += 1;
  }
  return bits;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
