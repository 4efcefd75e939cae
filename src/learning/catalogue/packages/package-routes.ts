import {
  DECODERS,
  type Decoders,
  MalformedMultipart,
  readUploadedForm,
  UPLOAD_LIMIT,
  type UploadedForm,
} from '../../../hashes/index.ts';
import {
  type Ctx,
  ok,
  parseId,
  problemAnswer,
  type RawRoute,
  type Result,
  refuseRequest,
  type Services,
} from '../../../kernel/index.ts';
import { evaluatePackage } from './evaluate-package.ts';

/** A package is larger than a form of the desk may be: its form comes here, from a page with scripts or without. */
export const packageRoutes = (services: Services): readonly RawRoute[] => [
  {
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products/{id}/package',
    summary: 'Reads the Android package that a provider handed in and keeps what was found; the file is kept nowhere',
    may: { action: 'product.evaluate' },
    bodyLimit: UPLOAD_LIMIT,
    describes: {
      takes: {
        'multipart/form-data': 'One file, `package`; texts `listVersion`, `version`, `camera`, `cameraReason`.',
      },
      gives: { 'application/json': 'Ids of the evaluation, which waits for a second person, and of the reading.' },
    },
    handle: async (ctx, request, { id = '' }) => {
      const form = await formOf(request);
      const done = form.ok ? await keep(ctx, services.service(DECODERS), id, form.value) : form;
      if (wantsPage(request)) return toPage(ctx, id, form.ok && form.value.texts.get('language') === 'en', done);
      if (!done.ok) return problemAnswer(ctx, done.refusal);
      return new Response(JSON.stringify(done.value), {
        status: 201,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      });
    },
  },
];

type Kept = Awaited<ReturnType<typeof evaluatePackage>>;

async function formOf(request: Request): Promise<Result<UploadedForm>> {
  try {
    return ok(await readUploadedForm(request));
  } catch (error) {
    if (error instanceof MalformedMultipart) return refuseRequest('request.invalid', { field: 'package' });
    throw error;
  }
}

async function keep(ctx: Ctx, decoders: Decoders, product: string, { files, texts }: UploadedForm): Promise<Kept> {
  const [one] = files;
  if (one?.field !== 'package' || files.length > 1) return refuseRequest('request.invalid', { field: 'package' });
  return evaluatePackage(ctx, decoders, {
    product,
    listVersion: texts.get('listVersion') ?? '',
    file: one.bytes,
    version: texts.get('version'),
    camera: texts.get('camera'),
    cameraReason: texts.get('cameraReason'),
  });
}

/** A browser that sent the form by itself shows what it gets; a script of the page asks for JSON. */
const wantsPage = (request: Request): boolean => request.headers.get('accept')?.includes('text/html') === true;

/** Back to the page of the form, which says what was read, or by its code why nothing was. */
function toPage(ctx: Ctx, id: string, english: boolean, done: Kept): Response {
  const product = parseId<'product'>(id);
  const path = product === undefined ? '/danh-muc' : `/danh-muc/${product}/goi`;
  if (!done.ok) ctx.kernel.metrics.refusals.inc({ code: done.refusal.code });
  const said = done.ok ? `da-doc=${done.value.reading}` : `loi=${done.refusal.code}`;
  return new Response(null, {
    status: 303,
    headers: { location: `${english ? '/en' : ''}${path}?${said}`, 'cache-control': 'no-store' },
  });
}
