/*
 * The one script of "take it down": makes the fingerprints of chosen pictures and videos on this device. A file goes from
 * the chooser to the browser's own decoder and to the hash kernel, and nowhere else: the chooser has no name, so that no
 * form can send it, and this script sends nothing at all. What the form sends is the field `hashes`: numbers that no eye can turn into a picture, and that are not shown.
 */
import { loadPdq, type Pdq, withoutColour } from '../../../../hash-kernel/index.ts';
import type { RemovalFile } from '../../../../src/hashes/index.ts';

const FILES = 10;
const FRAMES = 300;
const FRAMES_ALL = 1_500;
const PIXELS = 50_000_000;
const DIGEST_BYTES = 256 * 2 ** 20;
const VIDEO_PAUSE = 15_000;
const HEAD_BYTES = 2 ** 20;
const QUALITY = 50;

/** Why a file has no fingerprint; its words are `data-<reason>` of the page's #device. */
type Reason = 'unreadable' | 'plain' | 'large' | 'canvas';

const $ = <E extends Element = HTMLElement>(selector: string) => document.querySelector<E>(selector);
const word = (name: string) => $('#device')?.dataset[name] ?? '';
const field = () => $<HTMLInputElement>('#device [name=hashes]');

let faults: string[] = [];
let busy = false;
let pdq: Promise<Pdq> | undefined;

function made(): RemovalFile[] {
  try {
    return JSON.parse(field()?.value || '[]');
  } catch {
    return [];
  }
}

function keep(files: readonly RemovalFile[]) {
  const hashes = field();
  if (hashes) hashes.value = JSON.stringify(files);
  show();
}

/* ---- The page ---- */

function able(): boolean {
  return (
    'WebAssembly' in window && 'createImageBitmap' in window && !!document.createElement('canvas').getContext('2d')
  );
}

/** Puts the form in the place of "this needs JavaScript", and lists what is made. Again after each step of the form. */
function show() {
  const device = $('#device');
  const list = $('#made');
  if (!device || !list || !able()) return;
  device.hidden = false;
  const without = $('#no-device');
  if (without) without.hidden = true;
  const files = made();
  const counts = { image: 0, video: 0 };
  list.replaceChildren(
    ...files.map((file, at) => {
      counts[file.media] += 1;
      const item = document.createElement('li');
      const name = document.createElement('span');
      name.textContent = word(file.media).replace('%', String(counts[file.media]));
      const drop = document.createElement('button');
      drop.type = 'button';
      drop.dataset.drop = String(at);
      drop.textContent = word('drop');
      drop.setAttribute('aria-label', `${word('drop')}: ${name.textContent}`);
      item.append(name, drop);
      return item;
    }),
  );
  const notes = $('#faults');
  notes?.replaceChildren(
    ...faults.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
}

function say(text: string) {
  const status = $('#progress');
  if (status) status.textContent = text;
}

/** While files are read, nothing can be sent. */
function hold(reading: boolean) {
  busy = reading;
  document.querySelectorAll<HTMLButtonElement>('#step button').forEach((button) => {
    button.disabled = reading;
  });
  const chooser = $<HTMLInputElement>('#files');
  if (chooser) chooser.disabled = reading;
}

document.addEventListener('change', (event) => {
  const chooser = event.target as HTMLInputElement;
  if (chooser.id === 'files' && !busy && chooser.files?.length) take([...chooser.files], chooser);
});

document.addEventListener('click', (event) => {
  const at = (event.target as Element).closest?.<HTMLElement>('#made [data-drop]')?.dataset.drop;
  if (at === undefined) return;
  keep(made().filter((_, place) => place !== Number(at)));
  $('#files')?.focus();
});

async function take(files: File[], chooser: HTMLInputElement) {
  faults = [];
  hold(true);
  const had = made();
  if (had.length + files.length > FILES) faults.push(word('many'));
  const chosen = files.slice(0, FILES - had.length);
  const all = [...had];
  for (const [at, file] of chosen.entries()) {
    say(word('reading').replace('%', `${at + 1}/${chosen.length}`));
    const frames = all.reduce((sum, one) => sum + (one.media === 'video' ? one.frames.length : 0), 0);
    const hashed = await hashFile(file, Math.min(FRAMES, FRAMES_ALL - frames)).catch((): Reason => 'unreadable');
    if (typeof hashed === 'string') faults.push(`${at + 1}: ${word(hashed)}`);
    else all.push(hashed);
  }
  // The chooser forgets the files too.
  chooser.value = '';
  hold(false);
  keep(all);
  say(word('made').replace('%', String(all.length)));
}

/* ---- Fingerprints ---- */

async function hashFile(file: File, frames: number): Promise<RemovalFile | Reason> {
  if (!readsTrue()) return 'canvas';
  const { simd = '', scalar = '' } = $('#device')?.dataset ?? {};
  pdq ??= loadPdq({ simd: () => fetch(simd), scalar: () => fetch(scalar) });
  const kernel = await pdq;
  const hashed = file.type.startsWith('video/') ? await hashVideo(file, kernel, frames) : await hashImage(file, kernel);
  if (typeof hashed === 'string') return hashed;
  const sha256 = await digest(file);
  return sha256 ? { ...hashed, sha256 } : hashed;
}

/**
 * The fingerprint of the pixels as they are stored, which is what the reference hashers see; and where the camera noted
 * that it was held otherwise, that of the picture as it is shown, which is what an app passes on.
 */
async function hashImage(file: File, kernel: Pdq): Promise<RemovalFile | Reason> {
  const bare = await withoutNotes(file);
  const stored = await hashBlob(bare ?? file, kernel);
  if (typeof stored === 'string') return stored;
  const shown = bare ? await hashBlob(file, kernel) : stored;
  const also = typeof shown === 'string' || shown.hash === stored.hash ? {} : { shown: shown.hash };
  return { media: 'image', pdq: stored.hash, quality: stored.quality, ...also };
}

async function hashBlob(file: Blob, kernel: Pdq): Promise<{ hash: string; quality: number } | Reason> {
  const bitmap = await decoded(file);
  const { width, height } = bitmap;
  if (width * height > PIXELS) return 'large';
  const hashed = hashPixels(kernel, bitmap, width, height);
  bitmap.close();
  return hashed.quality < QUALITY ? 'plain' : hashed;
}

/** Without applying a colour profile, as the reference hashers do. */
function decoded(file: Blob): Promise<ImageBitmap> {
  // Older browsers know no options.
  return createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' }).catch(() =>
    createImageBitmap(file),
  );
}

/**
 * A JPEG without its notes (APP1, where the camera writes how it was held): browsers turn a picture by them, whatever they
 * are asked. Undefined for another format, and where there are none.
 */
async function withoutNotes(file: File): Promise<Blob | undefined> {
  const head = new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return undefined;
  const kept: Blob[] = [file.slice(0, 2)];
  let noted = false;
  let at = 2;
  // Segments until the picture itself begins.
  while (at + 4 <= head.byteLength && head.getUint8(at) === 0xff && head.getUint8(at + 1) !== 0xda) {
    const end = at + 2 + head.getUint16(at + 2);
    if (head.getUint8(at + 1) === 0xe1) noted = true;
    else kept.push(file.slice(at, end));
    at = end;
  }
  if (!noted) return undefined;
  return new Blob([...kept, file.slice(at)], { type: 'image/jpeg' });
}

/** One frame a second, fewer of a long video. */
async function hashVideo(file: File, kernel: Pdq, most: number): Promise<RemovalFile | Reason> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.src = URL.createObjectURL(file);
  try {
    await happens(video, 'loadeddata', () => {
      // Some phones load nothing of a video before it plays.
      video.play().then(
        () => video.pause(),
        () => undefined,
      );
    });
    if (!Number.isFinite(video.duration)) {
      await happens(video, 'durationchange', () => {
        video.currentTime = 1e7;
      });
    }
    const { duration, videoWidth: width, videoHeight: height } = video;
    if (!(width * height > 0)) return 'unreadable';
    if (width * height > PIXELS || most < 1) return 'large';
    const step = Math.max(1, Math.ceil(duration / most));
    const frames: { pdq: string; quality: number; ms: number }[] = [];
    for (let second = 0; second === 0 || second < duration; second += step) {
      await happens(video, 'seeked', () => {
        video.currentTime = Math.min(second + 0.001, duration);
      });
      await painted(video);
      const { hash, quality } = hashPixels(kernel, video, width, height);
      if (quality >= QUALITY && hash !== frames.at(-1)?.pdq) frames.push({ pdq: hash, quality, ms: second * 1_000 });
    }
    return frames.length === 0 ? 'plain' : { media: 'video', frames };
  } finally {
    URL.revokeObjectURL(video.src);
    video.removeAttribute('src');
    video.load();
  }
}

function happens(video: HTMLVideoElement, name: string, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(name)), VIDEO_PAUSE);
    const end = (settle: () => void) => () => {
      clearTimeout(late);
      settle();
    };
    video.addEventListener(name, end(resolve), { once: true });
    video.addEventListener(
      'error',
      end(() => reject(new Error('error'))),
      { once: true },
    );
    start();
  });
}

/** Until the frame that was sought is there to be drawn; a paused video need not say so. */
function painted(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 150);
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => resolve());
  });
}

function hashPixels(kernel: Pdq, source: CanvasImageSource, width: number, height: number) {
  const pixels = pixelsOf(source, width, height);
  const grey = withoutColour(pixels, 4);
  return kernel.hash(grey ?? pixels, width, height, grey ? 1 : 4, 'full');
}

/** RGBA, read strip by strip: a phone's canvas may be smaller than its camera's pictures. */
function pixelsOf(source: CanvasImageSource, width: number, height: number): Uint8ClampedArray {
  const rows = Math.max(1, Math.min(height, Math.floor(4_000_000 / width)));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = rows;
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.imageSmoothingEnabled = false;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    context.clearRect(0, 0, width, rows);
    context.drawImage(source, 0, top, width, count, 0, 0, width, count);
    pixels.set(context.getImageData(0, 0, width, count).data, top * width * 4);
  }
  canvas.width = 0;
  return pixels;
}

/** Some browsers answer with false pixels, against tracking: a fingerprint of those would find nothing. */
function readsTrue(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 4;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  for (let x = 0; x < 64; x++) {
    context.fillStyle = `rgb(${x * 4},${255 - x * 4},${(x * 37) % 256})`;
    context.fillRect(x, 0, 1, 4);
  }
  const { data } = context.getImageData(0, 0, 64, 4);
  return data.every((value, at) => {
    const x = (at >> 2) % 64;
    return Math.abs(value - ([x * 4, 255 - x * 4, (x * 37) % 256, 255][at & 3] as number)) <= 2;
  });
}

async function digest(file: File): Promise<string | undefined> {
  if (file.size > DIGEST_BYTES || !crypto.subtle) return undefined;
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

show();
const frame = $('.page');
if (frame) new MutationObserver(show).observe(frame, { childList: true });
