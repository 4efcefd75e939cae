import { createHash } from 'node:crypto';
import { insertClocks } from '../../clocks/index.ts';
import { dropRemovalReceipt } from '../../hashes/index.ts';
import {
  type Actor,
  blindIndex,
  type Ctx,
  type DataKey,
  DeskWithoutKey,
  HOUR,
  type Id,
  keyedDigest,
  newCode,
  newId,
  ok,
  type Receipt,
  type ReceiptSecrets,
  type Result,
  STRETCHING,
  sameWords,
  sealPart,
  secretsOfWords,
  systemActor,
  type Tx,
  wordsOfSubmission,
} from '../../kernel/index.ts';
import {
  helplineNumber,
  lawOf,
  type ReportChannel,
  receiptWordLists,
  receiptWords,
  type StorySignal,
} from '../../vocabulary/index.ts';
import { planReportClock } from '../clocks/report-clocks.ts';
import { INTAKE } from '../intake-desk.ts';
import { linkRemoval } from '../receipts/receipt-store.ts';
import { refuse } from '../refusals.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { type FilingRows, findFiling, insertFilingRows, insertReport } from './filing-store.ts';
import { type ReadyReport, readReport } from './report-input.ts';

export interface FilingRequest {
  /** As `reportInput` says; checked here, whoever calls. */
  readonly report: unknown;
  /** 16 to 200 printable characters without blanks, one per report: the draft's id, or the caller's own. */
  readonly idempotencyKey: string;
  readonly channel: ReportChannel;
  /** A request to take pictures down, whose locator and words the report's receipt gets too. */
  readonly removal?: RemovalToJoin | undefined;
  /** Invented, for a demonstration. */
  readonly demonstration?: boolean;
}

/** What a report's receipt joins: a request that no report has yet, or one that this very report was sent with before. */
export interface RemovalToJoin {
  readonly receipt: Receipt;
  readonly removal?: string;
  readonly report?: string;
}

export interface FiledReport {
  readonly report: Id<'report'>;
  readonly reference: string;
  readonly receipt: Receipt;
  readonly imminentDanger: boolean;
  /** What words of the story may be about: the page offers help, and decides nothing. */
  readonly signals: readonly StorySignal[];
  /** The same submission had been received before; this is its receipt again. */
  readonly repeated: boolean;
}

/** How long the same submission gets the same words again: as long as a draft lives; for an operator, as long as a call. */
const REPEATABLE = { reporter: 24 * HOUR, operator: 15 * 60_000 };
/** When to ask again while the operator brings a lost key back. */
const RETRY_SECONDS = 600;
const ALREADY_FILED = Symbol('already filed');

/**
 * Files a report: checks it, seals what a person wrote, and writes report, parts, clock, receipt and audit in one
 * transaction. The same key with the same body is the same report; with another body it is refused. A person of the
 * desk files for a caller, and then the receipt's words must be changed at their first use.
 */
export async function file(ctx: Ctx, request: FilingRequest): Promise<Result<FiledReport>> {
  const { vault } = ctx.kernel;
  const ready = readRequest(ctx, request);
  if (!ready.ok) return ready;

  const { removal } = request;
  const words =
    removal?.receipt.words ??
    (await wordsOfSubmission(vault, receiptWords, request.idempotencyKey, bodyDigest(ready.value)));
  const prepared = await prepare(ctx, request, ready.value, { ...(await secretsOfWords(vault, words)), removal });
  if (removal?.report !== undefined) return repeat(ctx, request, prepared);
  // Nobody known becomes the holder of the receipt; a person stays themselves.
  const written = await writeOnce(ctx, request, prepared, (report) =>
    ctx.actor.kind === 'person' ? ctx.actor : { kind: 'receipt', report },
  );
  if (!written.ok) return written;
  if (written.value === undefined) return repeat(ctx, request, prepared);
  const { report, reference, locator } = written.value;
  // The report's receipt opens it from here on. Were this lost, the link alone would do: see `unlockReceipt`.
  if (removal?.removal !== undefined) await dropRemovalReceipt(ctx, removal.removal);
  const imminentDanger = ready.value.clear.dangerNow === 'yes';
  return ok({
    report,
    reference,
    receipt: { locator, words },
    imminentDanger,
    signals: ready.value.signals,
    repeated: false,
  });
}

/**
 * Files what the platform itself has seen: nobody told it, so there is no receipt, no thread and nobody to answer. The
 * same key is the same report, whatever stands in it.
 */
export async function fileWithoutReporter(
  ctx: Ctx,
  request: FilingRequest,
): Promise<Result<{ readonly report: Id<'report'>; readonly reference: string; readonly repeated: boolean }>> {
  const read = readRequest(ctx, request);
  if (!read.ok) return read;
  const ready = { ...read.value, clear: { ...read.value.clear, informantType: 'MONITORING' as const } };
  const prepared = await prepare(ctx, request, ready, null);
  const platform = ctx.as(systemActor('intake.file-from-platform'));
  const written = await writeOnce(platform, request, prepared, () => platform.actor);
  if (!written.ok) return written;
  if (written.value !== undefined) {
    const { report, reference } = written.value;
    return ok({ report, reference, repeated: false });
  }
  return platform.transaction(async (tx) => {
    const earlier = await findFiling(tx, prepared.keyHash);
    if (!earlier) throw new Error('a filing that blocked another is gone');
    return ok({ report: earlier.report_id as Id<'report'>, reference: earlier.reference, repeated: true });
  });
}

function readRequest(ctx: Ctx, request: FilingRequest): Result<ReadyReport> {
  if (!/^[\x21-\x7e]{16,200}$/.test(request.idempotencyKey))
    return refuse('filing.key-unusable', { field: 'idempotency-key' });
  return readReport(request.report, ctx.language, ctx.now);
}

async function prepare(
  ctx: Ctx,
  request: FilingRequest,
  ready: ReadyReport,
  receipt: Prepared['receipt'],
): Promise<Prepared> {
  const { vault } = ctx.kernel;
  return {
    ready,
    receipt,
    keyHash: await keyedDigest(vault, 'filing-key', request.idempotencyKey),
    bodyHash: await keyedDigest(vault, 'filing-body', bodyDigest(ready)),
    locators: await Promise.all(
      ready.locators.map(async ({ kind, value }) => ({ kind, blind: await blindIndex(vault, kind, value) })),
    ),
  };
}

/** @returns undefined where a filing with this key was there before */
async function writeOnce(
  ctx: Ctx,
  request: FilingRequest,
  prepared: Prepared,
  actorOf: (report: Id<'report'>) => Actor,
): Promise<
  Result<{ readonly report: Id<'report'>; readonly reference: string; readonly locator: string } | undefined>
> {
  for (let attempt = 1; ; attempt += 1) {
    const report = newId<'report'>(ctx.now.getTime());
    const joined = attempt === 1 ? prepared.receipt?.removal?.receipt.locator : undefined;
    const codes = { reference: newCode(), locator: joined ?? newCode() };
    try {
      const written = await ctx.as(actorOf(report)).transaction(
        async (tx) => {
          await write(ctx, tx, request, prepared, report, codes);
          return ok();
        },
        { keep: true },
      );
      return written.ok ? ok({ report, ...codes }) : written;
    } catch (error) {
      if (error === ALREADY_FILED) return ok(undefined);
      // Two random codes of 40 bits met: draw again.
      if (attempt < 3 && isCodeCollision(error)) continue;
      if (!(error instanceof DeskWithoutKey)) throw error;
      ctx.kernel.log.error({ err: error }, 'no report can be taken');
      return refuse('filing.desk-without-key', { facts: { retryAfterSeconds: RETRY_SECONDS, call: helplineNumber } });
    }
  }
}

interface Prepared {
  readonly ready: ReadyReport;
  /** Null where nobody told it. */
  readonly receipt: (ReceiptSecrets & { readonly removal: RemovalToJoin | undefined }) | null;
  readonly keyHash: Buffer;
  readonly bodyHash: Buffer;
  readonly locators: FilingRows['locators'];
}

async function write(
  ctx: Ctx,
  tx: Tx,
  request: FilingRequest,
  prepared: Prepared,
  report: Id<'report'>,
  codes: { reference: string; locator: string },
): Promise<void> {
  const { clear } = prepared.ready;
  const { sealing } = ctx.kernel;
  const imminent = clear.dangerNow === 'yes';
  const operator = tx.actor.kind === 'person' ? tx.actor.person : null;
  const sealedBy = operator === null ? 'server' : 'operator';
  const clock = planReportClock(
    lawOf(ctx.kernel),
    { id: report, organisation: INTAKE.agency },
    { code: 'DL-SCREEN', startedAt: tx.now, occurrence: 'filed', urgency: imminent ? 'U1' : undefined },
    tx.now,
  );
  const receipt = newId<'receipt'>(tx.now.getTime());
  const keys = await sealing.makeKeys(
    tx,
    [
      { scope: reportRecord.scope(report, 'narrative') },
      ...(prepared.ready.identity.size > 0 ? [{ scope: reportRecord.scope(report, 'identity') }] : []),
      ...(prepared.receipt === null
        ? []
        : [
            {
              scope: reportRecord.scope(report, 'thread'),
              secrets: [{ kind: 'receipt', holder: receipt, secret: prepared.receipt.wrapSecret } as const],
            },
          ]),
    ],
    [INTAKE.desk],
    'intake',
  );
  const keyOf = (fieldClass: string) => keys.find(({ key }) => key.scope.fieldClass === fieldClass)?.key;
  // Sent one behind the other without waiting in between; the database does them in this order.
  const [, , isNew] = await Promise.all([
    insertReport(tx, {
      id: report,
      reference: codes.reference,
      channel: request.channel,
      received_at: tx.now,
      informant_type: clear.informantType,
      portal_band: clear.portalBand,
      age_band: clear.ageBand,
      sex: clear.sex,
      province_code: clear.province,
      commune_code: clear.commune,
      desk_code: INTAKE.desk,
      organisation: INTAKE.agency,
      status: 'RECEIVED',
      urgency: imminent ? 'U1' : null,
      incident_codes: [],
      danger_now: clear.dangerNow,
      still_going_on: clear.stillGoingOn,
      safe_contact: [...clear.safeContact],
      story_signals: [...prepared.ready.signals],
      language: clear.language,
      next_due_from: tx.now,
      next_due_at: clock.due,
      next_due_rule: clock.rule.code,
      sealed_by: sealedBy,
      filed_by: operator,
      // Whatever is filed while the demonstration runs is a part of it.
      is_demonstration: request.demonstration ?? ctx.kernel.config.demonstration,
    }),
    sealing.writeKeys(tx, keys, sealedBy),
    insertFilingRows(tx, report, {
      filing: { keyHash: prepared.keyHash, bodyHash: prepared.bodyHash },
      parts: sealParts(prepared.ready, keyOf('narrative') as DataKey, keyOf('identity')),
      locators: prepared.locators,
      receipt: prepared.receipt && {
        id: receipt,
        locator: codes.locator,
        salt: prepared.receipt.salt,
        stretching: STRETCHING,
        verifier: prepared.receipt.verifier,
        mustChange: operator !== null,
      },
      event: {
        code: 'received',
        actor: operator,
        codes: { channel: request.channel, ...(imminent ? { danger: 'yes' } : {}) },
      },
    }),
    insertClocks(tx, [clock]),
  ]);
  // Thrown, so that the transaction ends here and leaves nothing.
  if (!isNew) throw ALREADY_FILED;
  const removal = prepared.receipt?.removal?.removal;
  if (removal !== undefined) await linkRemoval(tx, report, removal);
  tx.audit({
    organisation: INTAKE.agency,
    action: operator === null ? 'report.file' : 'report.file-for-caller',
    object: { kind: 'report', id: report },
    codes: { channel: request.channel },
  });
  tx.notify({ topic: imminent ? 'report.imminent-danger' : 'report.received', id: report, desk: INTAKE.desk });
}

function sealParts(ready: ReadyReport, narrativeKey: DataKey, identityKey: DataKey | undefined): FilingRows['parts'] {
  const seal = (key: DataKey, fieldClass: 'narrative' | 'identity', part: string, text: string) => ({
    fieldClass,
    part,
    sealed: sealPart(key, part, text),
  });
  const parts = [seal(narrativeKey, 'narrative', 'narrative', ready.narrative)];
  if (ready.details) parts.push(seal(narrativeKey, 'narrative', 'details', JSON.stringify(ready.details)));
  if (identityKey) for (const [part, text] of ready.identity) parts.push(seal(identityKey, 'identity', part, text));
  return parts;
}

/** The answer to a submission that came before: its own receipt again, or why not. */
async function repeat(ctx: Ctx, request: FilingRequest, prepared: Prepared): Promise<Result<FiledReport>> {
  const { vault } = ctx.kernel;
  const joined = prepared.receipt?.removal;
  return ctx.as(systemActor('intake.repeat-filing')).transaction(async (tx) => {
    const earlier = await findFiling(tx, prepared.keyHash);
    if (!earlier && joined) return refuse('filing.key-reused');
    if (!earlier) throw new Error('a filing that blocked another is gone');
    const operator = ctx.actor.kind === 'person' ? ctx.actor.person : null;
    if (!earlier.body_hash.equals(prepared.bodyHash) || earlier.filed_by !== operator)
      return refuse('filing.key-reused');
    if (joined?.report !== undefined && joined.report !== earlier.report_id) return refuse('filing.key-reused');
    const repeatable = operator === null ? REPEATABLE.reporter : REPEATABLE.operator;
    const fresh = tx.now.getTime() - earlier.at.getTime() <= repeatable;
    const { locator, salt, verifier, memory_kib, passes } = earlier;
    // Words that were changed or burnt, or that somebody has shown to have kept, are not told again.
    if (!fresh || locator === null || earlier.generation !== 1 || earlier.kept_confirmed_at !== null)
      return refuse('filing.already-received');
    const stored = {
      salt: salt as Buffer,
      verifier: verifier as Buffer,
      memoryKib: memory_kib as number,
      passes: passes as number,
    };
    const words =
      joined?.receipt.words ??
      (await sameWords(vault, receiptWordLists, request.idempotencyKey, bodyDigest(prepared.ready), stored));
    if (words === undefined) return refuse('filing.already-received');
    return ok({
      report: earlier.report_id as Id<'report'>,
      reference: earlier.reference,
      receipt: { locator, words },
      imminentDanger: earlier.danger_now === 'yes',
      signals: prepared.ready.signals,
      repeated: true,
    });
  });
}

/** The same report typed on two keyboards, or with its fields in another order, is the same body. */
function bodyDigest({ clear, narrative, details, identity, locators }: ReadyReport): Buffer {
  // The language may come from the request's headers and is no part of what was said.
  const { language: _, ...said } = clear;
  return createHash('sha256')
    .update(JSON.stringify([said, narrative, details ?? null, [...identity], locators]))
    .digest();
}

function isCodeCollision(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (constraint === 'report_reference_key' || constraint === 'receipt_locator_key');
}
