import { readXml, SMALL_XML, type XmlElement, XmlError } from '../../documents/index.ts';
import { DECODERS, MATCHING, MalformedMultipart, readUploadedForm, UPLOAD_LIMIT } from '../../hashes/index.ts';
import {
  type Ctx,
  ok,
  type RawRoute,
  type Refusal,
  type Result,
  refuseRequest,
  type Services,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { askRegisterBy } from './ask-register.ts';
import { describeFile } from './describe-file.ts';
import { dropUpload } from './drop-upload.ts';
import { fileMachineReport } from './file-report.ts';
import { finishReport } from './finish-report.ts';
import { fileContent, reportContent } from './machine-report.ts';
import { SENDER_KEY } from './report-routes.ts';
import { answerXml, fileOfXml, filesXml, qualityXml, reportOfXml } from './report-xml.ts';
import responses from './response-codes.json' with { type: 'json' };
import { retractReport } from './retract-report.ts';

const BASE = '/exchange/reports';
const base = { surface: 'desk', may: { action: 'machine-report.file' } } as const;
const gives = { 'application/xml': 'reportResponse, with a responseCode of response-codes.json' };
const takesXml = (what: string) => ({ 'application/xml': what, 'text/xml': what });
const takesForm = { 'application/x-www-form-urlencoded': 'id', 'multipart/form-data': 'id' };

/** The receiver in the form of NCMEC's CyberTipline (ISPWS): the same steps, addresses and codes, so that its clients file here. */
export function machineReportXmlRoutes(services: Services): readonly RawRoute[] {
  const ask = askRegisterBy(() => services.service(MATCHING));
  return [
    {
      ...base,
      method: 'get',
      path: `${BASE}/status`,
      summary: 'CyberTipline: whether the receiver answers and the key is known.',
      describes: { gives },
      handle: async () => answer(answerXml('reportResponse', responses.ok, 'Remote User is authenticated.')),
    },
    {
      ...base,
      method: 'post',
      path: `${BASE}/submit`,
      summary: 'CyberTipline: opens a report. `Idempotency-Key` as in the JSON twin.',
      describes: { takes: takesXml('report'), gives },
      bodyLimit: SMALL_XML.length * 4,
      handle: (ctx, request) =>
        told(ctx, 'reportResponse', async () => {
          const key = request.headers.get('idempotency-key') ?? undefined;
          if (key !== undefined && !SENDER_KEY.test(key))
            return refuseRequest('request.invalid', { field: 'idempotency-key' });
          const root = await readRoot(request);
          if (!root.ok) return root;
          const read = reportOfXml(root.value);
          if (!read.ok) return read;
          const report = checked(reportContent, read.value);
          if (!report.ok) return report;
          const filed = await fileMachineReport(ctx, ask, { form: 'XML', key, report: report.value });
          if (!filed.ok) return filed;
          const { id, reference, quality } = filed.value;
          return ok(
            answerXml(
              'reportResponse',
              responses.ok,
              'Success',
              [
                ['reportId', id],
                ['reference', reference],
              ],
              [qualityXml(quality)],
            ),
          );
        }),
    },
    {
      ...base,
      method: 'post',
      path: `${BASE}/upload`,
      summary: 'CyberTipline: no file is taken. Its bytes are hashed in memory and dropped; the answer says so.',
      describes: { takes: { 'multipart/form-data': 'id, file' }, gives },
      bodyLimit: UPLOAD_LIMIT,
      handle: (ctx, request) =>
        told(ctx, 'reportResponse', async () => {
          const form = await readForm(request);
          if (!form.ok) return form;
          const { id, files } = form.value;
          const [file] = files;
          if (!file || files.length > 1) return refuseRequest('request.invalid', { field: 'file' });
          const dropped = await dropUpload(
            ctx,
            { ask, decoders: services.service(DECODERS) },
            { report: id, bytes: file.bytes },
          );
          if (!dropped.ok) return dropped;
          return ok(
            answerXml(
              'reportResponse',
              responses.ok,
              'The file was hashed in memory and dropped: no picture or video is stored here.',
              [
                ['reportId', id],
                ['fileId', dropped.value.file],
                ['hash', dropped.value.md5],
              ],
            ),
          );
        }),
    },
    {
      ...base,
      method: 'post',
      path: `${BASE}/fileinfo`,
      summary: 'CyberTipline: describes a file of an open report; without `fileId`, one whose bytes were not sent.',
      describes: { takes: takesXml('fileDetails'), gives },
      bodyLimit: SMALL_XML.length * 4,
      handle: (ctx, request) =>
        told(ctx, 'reportResponse', async () => {
          const root = await readRoot(request);
          if (!root.ok) return root;
          const read = fileOfXml(root.value);
          if (!read.ok) return read;
          const key = request.headers.get('idempotency-key');
          const content = checked(fileContent, { ...read.value.content, ...(key === null ? {} : { key }) });
          if (!content.ok) return content;
          const { report, file } = read.value;
          const described = await describeFile(ctx, ask, { report, file, content: content.value });
          if (!described.ok) return described;
          return ok(
            answerXml(
              'reportResponse',
              responses.ok,
              'Success',
              [
                ['reportId', report],
                ['fileId', described.value.file],
              ],
              [qualityXml(described.value.quality)],
            ),
          );
        }),
    },
    {
      ...base,
      method: 'post',
      path: `${BASE}/finish`,
      summary: 'CyberTipline: ends the filing of a report; durable when it is answered.',
      describes: { takes: takesForm, gives },
      handle: (ctx, request) =>
        told(ctx, 'reportDoneResponse', async () => {
          const form = await readForm(request);
          if (!form.ok) return form;
          const finished = await finishReport(ctx, { report: form.value.id });
          if (!finished.ok) return finished;
          const { id, files, quality } = finished.value;
          return ok(
            answerXml(
              'reportDoneResponse',
              responses.ok,
              'Success',
              [['reportId', id]],
              [filesXml(files), qualityXml(quality)],
            ),
          );
        }),
    },
    {
      ...base,
      method: 'post',
      path: `${BASE}/retract`,
      summary: 'CyberTipline: takes a report back, here also one that was finished.',
      describes: { takes: takesForm, gives },
      handle: (ctx, request) =>
        told(ctx, 'reportResponse', async () => {
          const form = await readForm(request);
          if (!form.ok) return form;
          const retracted = await retractReport(ctx, { report: form.value.id });
          if (!retracted.ok) return retracted;
          return ok(answerXml('reportResponse', responses.ok, 'Success', [['reportId', retracted.value.id]]));
        }),
    },
  ];
}

const answer = (text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, {
    status,
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });

/** The answer of a step in its own form, a refusal too: both languages, since nobody asked which. */
async function told(
  ctx: Ctx,
  root: 'reportResponse' | 'reportDoneResponse',
  step: () => Promise<Result<string>>,
): Promise<Response> {
  const done = await step();
  return done.ok ? answer(done.value) : refused(ctx, root, done.refusal);
}

const codes: Readonly<Record<string, number>> = responses.codes;

function refused(ctx: Ctx, root: 'reportResponse' | 'reportDoneResponse', refusal: Refusal): Response {
  ctx.kernel.metrics.refusals.inc({ code: refusal.code });
  const { vi, en, status } = refusal.text;
  const place = refusal.field === undefined ? '' : ` (${refusal.field})`;
  const { retryAfterSeconds: seconds, missing, percentFilled } = refusal.facts ?? {};
  return answer(
    answerXml(
      root,
      codes[refusal.code] ?? (status >= 500 ? responses.failed : responses.other),
      `${refusal.code}${place}: ${en.title} ${en.next} / ${vi.title} ${vi.next}`,
      [],
      typeof missing === 'string'
        ? [qualityXml({ percent: Number(percentFilled), missing: missing.split(' ').filter(Boolean) })]
        : [],
    ),
    status,
    typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {},
  );
}

/** Refusals: `machine-report.malformed` with the reason */
async function readRoot(request: Request): Promise<Result<XmlElement>> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer());
    return ok(await readXml([text], SMALL_XML));
  } catch (error) {
    if (error instanceof XmlError) return refuse('machine-report.malformed', { facts: { reason: error.reason } });
    if (error instanceof TypeError) return refuse('machine-report.malformed', { facts: { reason: 'not-utf-8' } });
    throw error;
  }
}

/** The id and the files of a form, of either kind. Refusals: `machine-report.malformed` */
async function readForm(
  request: Request,
): Promise<Result<{ readonly id: string; readonly files: readonly { readonly bytes: Uint8Array }[] }>> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) {
    const id = new URLSearchParams(await request.text()).get('id') ?? '';
    return id === '' ? refuse('machine-report.malformed', { field: 'id' }) : ok({ id, files: [] });
  }
  try {
    const { files, texts } = await readUploadedForm(request);
    const id = texts.get('id') ?? '';
    return id === '' ? refuse('machine-report.malformed', { field: 'id' }) : ok({ id, files });
  } catch (error) {
    if (error instanceof MalformedMultipart)
      return refuse('machine-report.malformed', { facts: { reason: 'not-a-form' } });
    throw error;
  }
}

interface Checker<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

/** By the schema of the JSON twin. Refusals: `request.invalid` with the place */
function checked<T>(schema: Checker<T>, value: unknown): Result<T> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  return refuseRequest('request.invalid', { field: read.error.issues[0]?.path.map(String).join('.') || 'report' });
}
