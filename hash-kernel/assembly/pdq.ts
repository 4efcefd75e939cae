// biome-ignore-all lint: this is AssemblyScript, with integers of 64 bits and no JavaScript number semantics.
/**
 * PDQ perceptual hash, as one streaming pass over an image.
 *
 * The blur of PDQ is a box filter along rows, then along columns, the pair done twice. Only 64x64
 * samples of the last pass are ever used, so nothing of the size of the image is kept: four rows
 * at a time go through all four filters, and the rows still needed by a column window wait in a ring.
 * The running sums are float32 in strict left-to-right (top-to-bottom) order, because the order of the
 * additions decides the last bit of the hash. Adding or taking away 0.0 changes no sum here (sums are
 * never negative), which lets zero padding replace the special cases at the edges.
 *
 * The same source builds two programs: with SIMD (four rows, or four columns, in one vector) and without.
 * Both do the same float operations in the same order, so their hashes are equal bit for bit.
 *
 * Memory: fixed area below, then areas sized by `begin`. The program has no data segment and no heap.
 */

const SIDE_LIMIT: i32 = 32768;

// Fixed area (byte addresses).
const DCT: usize = 1024; // 16x64 f32
const DCT_T: usize = DCT + 4096; // 64x16 f32, the transpose
const SMALL: usize = DCT_T + 4096; // 64x64 f32, the blurred and sampled image
const HALF: usize = SMALL + 16384; // 16x64 f32, DCT * SMALL
const BLOCK: usize = HALF + 4096; // 16x16 f32, HALF * transpose(DCT)
const TURNED: usize = BLOCK + 1024; // 16x16 f32, a dihedral variant of BLOCK
const SELECT: usize = TURNED + 1024; // 256 f32, scratch of the selection
const OUT: usize = SELECT + 1024; // 8 hashes of 32 bytes
const SUM2: usize = OUT + 256; // 64 f32, running sums of the second column pass
const RING2: usize = SUM2 + 256; // rows of 64 f32 waiting for the second column pass
const RING2_ROWS: i32 = 272; // the widest window (256) and the rows of one block
const DYNAMIC: usize = RING2 + <usize>RING2_ROWS * 256;

let width: i32 = 0; // after the optional nearest-neighbour step
let height: i32 = 0;
let channels: i32 = 0;
let contiguous: bool = true; // pixel x of a row is at x * channels
let sourceStride: i32 = 0; // bytes of one row in the strip
let unblurred: bool = false;

let fullX: i32 = 0; // window along a row
let halfX: i32 = 0; // samples of it at or right of the centre
let fullY: i32 = 0;
let halfY: i32 = 0;

let offsets: usize = 0; // u32 byte offset of each column in a source row
let divisors: usize = 0; // f32 number of samples in the row window at each column
let zeros: usize = 0; // one row of 0.0
let lanes: usize = 0; // padded columns of four interleaved rows: luma, then the column-blurred rows
let sums: usize = 0; // running sums of the first column pass
let ring: usize = 0; // row-blurred rows waiting for the first column pass
let ringRows: i32 = 0;
let ringStride: usize = 0;
let strip: usize = 0; // incoming pixels

let arrived: i32 = 0; // rows read
let primed: bool = false; // the first column sums hold the rows before the first output
let emitted: i32 = 0; // rows that left the first column pass
let arrived2: i32 = 0; // rows that entered the second column pass
let sampled: i32 = 0; // rows of SMALL written

function windowOf(size: i32): i32 {
  return (size + 127) / 128;
}

function sampleAt(i: i32, size: i32): i32 {
  return ((2 * i + 1) * size) / 128;
}

/** cos(pi * m / 128) for any m: exact integer reduction to an eighth turn, then a Taylor series in f64. */
function cosine(m: i32): f64 {
  let n = m & 255;
  if (n > 128) n = 256 - n;
  let sign: f64 = 1;
  if (n > 64) {
    n = 128 - n;
    sign = -1;
  }
  const useSine = n > 32;
  const x: f64 = (<f64>(useSine ? 64 - n : n) * 3.141592653589793) / 128;
  const square = x * x;
  let term: f64 = useSine ? x : 1;
  let sum: f64 = term;
  for (let k = useSine ? 2 : 1; k < 24; k += 2) {
    term = (-term * square) / <f64>(k * (k + 1));
    sum += term;
  }
  return sign * sum;
}

/** Fills the DCT matrix. Call once after instantiation. */
export function init(): void {
  const scale = <f64>sqrt<f32>(<f32>2 / <f32>64);
  for (let i = 0; i < 16; i++) {
    for (let j = 0; j < 64; j++) {
      const value = <f32>(scale * cosine((i + 1) * (2 * j + 1)));
      store<f32>(DCT + ((<usize>(i * 64 + j)) << 2), value);
      store<f32>(DCT_T + ((<usize>(j * 16 + i)) << 2), value);
    }
  }
}

/** Address of the DCT matrix, 16x64 f32. */
export function dctAddress(): usize {
  return DCT;
}

/** Address of the eight hashes, 32 bytes each, in the byte order of the text form. */
export function hashAddress(): usize {
  return OUT;
}

/** Address that `rows` reads from. */
export function stripAddress(): usize {
  return strip;
}

/**
 * Prepares for one image. With `nearest`, an image with a side over 512 is read as 512x512.
 * Returns the number of rows the caller must deliver, or 0 when the size is refused or memory is short.
 */
export function begin(sourceWidth: i32, sourceHeight: i32, channelCount: i32, nearest: bool, stripRows: i32): i32 {
  if (sourceWidth < 1 || sourceHeight < 1 || sourceWidth > SIDE_LIMIT || sourceHeight > SIDE_LIMIT) {
    return 0;
  }
  if (channelCount != 1 && channelCount != 3 && channelCount != 4) return 0;
  if (stripRows < 4 || stripRows > 4096) return 0;

  const shrink = nearest && (sourceWidth > 512 || sourceHeight > 512);
  width = shrink ? 512 : sourceWidth;
  height = shrink ? 512 : sourceHeight;
  channels = channelCount;
  sourceStride = sourceWidth * channelCount;
  contiguous = !shrink || sourceWidth == 512;
  unblurred = width == 64 && height == 64;

  fullX = windowOf(width);
  halfX = (fullX + 2) / 2;
  fullY = windowOf(height);
  halfY = (fullY + 2) / 2;

  const columns = <usize>((width + 15) & ~15);
  ringStride = columns * 4;
  ringRows = fullY + 8;
  offsets = DYNAMIC;
  divisors = offsets + columns * 4;
  zeros = divisors + columns * 4;
  const padded = zeros + columns * 4;
  lanes = padded + <usize>fullX * 16;
  sums = lanes + (columns + <usize>halfX + 4) * 16;
  ring = sums + columns * 4;
  strip = ring + <usize>ringRows * ringStride;
  // A vector load may read up to 16 bytes past the last pixel.
  const end = strip + <usize>stripRows * <usize>sourceStride + 64;
  const pages = <i32>((end + 65535) >> 16);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) return 0;

  memory.fill(divisors, 0, ring - divisors);
  for (let x = 0; x < width; x++) {
    const from = shrink ? (x * sourceWidth) / 512 : x;
    store<u32>(offsets + ((<usize>x) << 2), <u32>(from * channelCount));
    const last = x + halfX - 1;
    const first = last - fullX + 1;
    const inside = min(last, width - 1) - max(first, 0) + 1;
    store<f32>(divisors + ((<usize>x) << 2), <f32>inside);
  }
  for (let x = width; x < <i32>columns; x++) store<f32>(divisors + ((<usize>x) << 2), 1);
  memory.fill(SUM2, 0, 256);

  arrived = 0;
  primed = false;
  emitted = 0;
  arrived2 = 0;
  sampled = 0;
  return height;
}

function luma(at: usize): f32 {
  if (channels == 1) return <f32>load<u8>(at);
  return <f32>0.299 * <f32>load<u8>(at) + <f32>0.587 * <f32>load<u8>(at, 1) + <f32>0.114 * <f32>load<u8>(at, 2);
}

function weigh(red: v128, green: v128, blue: v128): v128 {
  return f32x4.add(
    f32x4.add(
      f32x4.mul(f32x4.splat(0.299), f32x4.convert_i32x4_s(red)),
      f32x4.mul(f32x4.splat(0.587), f32x4.convert_i32x4_s(green)),
    ),
    f32x4.mul(f32x4.splat(0.114), f32x4.convert_i32x4_s(blue)),
  );
}

/** Luma of four neighbouring RGB pixels of one row. */
function rgb4(at: usize): v128 {
  const raw = v128.load(at);
  return weigh(
    i8x16.swizzle(raw, i8x16(0, -1, -1, -1, 3, -1, -1, -1, 6, -1, -1, -1, 9, -1, -1, -1)),
    i8x16.swizzle(raw, i8x16(1, -1, -1, -1, 4, -1, -1, -1, 7, -1, -1, -1, 10, -1, -1, -1)),
    i8x16.swizzle(raw, i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1)),
  );
}

function rgba4(at: usize): v128 {
  const raw = v128.load(at);
  const mask = i32x4.splat(255);
  return weigh(v128.and(raw, mask), v128.and(i32x4.shr_u(raw, 8), mask), v128.and(i32x4.shr_u(raw, 16), mask));
}

function grey4(at: usize): v128 {
  const raw = v128.load32_zero(at);
  return f32x4.convert_i32x4_s(i8x16.swizzle(raw, i8x16(0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, 3, -1, -1, -1)));
}

/** Stores the transpose of four vectors: lane i of each goes to the i-th address. */
function storeTransposed(to0: usize, to1: usize, to2: usize, to3: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const ab23 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd01 = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const cd23 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to0, i64x2.shuffle(ab01, cd01, 0, 2));
  v128.store(to1, i64x2.shuffle(ab01, cd01, 1, 3));
  v128.store(to2, i64x2.shuffle(ab23, cd23, 0, 2));
  v128.store(to3, i64x2.shuffle(ab23, cd23, 1, 3));
}

/** Luma of up to four rows of the strip into `lanes`, interleaved. Rows beyond `count` repeat the last. */
function readLuma(at: usize, count: i32): void {
  const step = <usize>sourceStride;
  const row0 = at;
  const row1 = count > 1 ? at + step : row0;
  const row2 = count > 2 ? at + 2 * step : row1;
  const row3 = count > 3 ? at + 3 * step : row2;
  let x = 0;
  if (ASC_FEATURE_SIMD) {
    // One loop per kind of pixel: a choice within it would cost as much as the rest.
    if (contiguous && channels == 3) {
      for (; x + 4 <= width; x += 4) {
        const from = <usize>(x * 3);
        const to = lanes + ((<usize>x) << 4);
        storeTransposed(
          to,
          to + 16,
          to + 32,
          to + 48,
          rgb4(row0 + from),
          rgb4(row1 + from),
          rgb4(row2 + from),
          rgb4(row3 + from),
        );
      }
    } else if (contiguous && channels == 4) {
      for (; x + 4 <= width; x += 4) {
        const from = <usize>(x * 4);
        const to = lanes + ((<usize>x) << 4);
        storeTransposed(
          to,
          to + 16,
          to + 32,
          to + 48,
          rgba4(row0 + from),
          rgba4(row1 + from),
          rgba4(row2 + from),
          rgba4(row3 + from),
        );
      }
    } else if (contiguous) {
      for (; x + 4 <= width; x += 4) {
        const from = <usize>(x * 1);
        const to = lanes + ((<usize>x) << 4);
        storeTransposed(
          to,
          to + 16,
          to + 32,
          to + 48,
          grey4(row0 + from),
          grey4(row1 + from),
          grey4(row2 + from),
          grey4(row3 + from),
        );
      }
    }
  }
  for (; x < width; x++) {
    const from = <usize>load<u32>(offsets + ((<usize>x) << 2));
    const to = lanes + ((<usize>x) << 4);
    store<f32>(to, luma(row0 + from));
    store<f32>(to, luma(row1 + from), 4);
    store<f32>(to, luma(row2 + from), 8);
    store<f32>(to, luma(row3 + from), 12);
  }
}

function ringRow(row: i32): usize {
  return ring + <usize>(row % ringRows) * ringStride;
}

/** First row pass: blurs the four interleaved rows of `lanes` into the ring rows `first`..`first` + 3. */
function blurRows(first: i32): void {
  const to0 = ringRow(first);
  const to1 = ringRow(first + 1);
  const to2 = ringRow(first + 2);
  const to3 = ringRow(first + 3);
  const back = (<usize>fullX) << 4;
  let next = lanes;
  if (ASC_FEATURE_SIMD) {
    let sum = f32x4.splat(0);
    for (let i = 1; i < halfX; i++) {
      sum = f32x4.add(sum, v128.load(next));
      next += 16;
    }
    for (let x: usize = 0; x < <usize>width; x += 4) {
      const over = divisors + (x << 2);
      sum = f32x4.sub(f32x4.add(sum, v128.load(next)), v128.load(next - back));
      const a = f32x4.div(sum, v128.load32_splat(over));
      sum = f32x4.sub(f32x4.add(sum, v128.load(next, 16)), v128.load(next + 16 - back));
      const b = f32x4.div(sum, v128.load32_splat(over, 4));
      sum = f32x4.sub(f32x4.add(sum, v128.load(next, 32)), v128.load(next + 32 - back));
      const c = f32x4.div(sum, v128.load32_splat(over, 8));
      sum = f32x4.sub(f32x4.add(sum, v128.load(next, 48)), v128.load(next + 48 - back));
      const d = f32x4.div(sum, v128.load32_splat(over, 12));
      next += 64;
      const at = x << 2;
      storeTransposed(to0 + at, to1 + at, to2 + at, to3 + at, a, b, c, d);
    }
  } else {
    let s0: f32 = 0;
    let s1: f32 = 0;
    let s2: f32 = 0;
    let s3: f32 = 0;
    for (let i = 1; i < halfX; i++) {
      s0 += load<f32>(next);
      s1 += load<f32>(next, 4);
      s2 += load<f32>(next, 8);
      s3 += load<f32>(next, 12);
      next += 16;
    }
    for (let x: usize = 0; x < <usize>width; x++) {
      const over = load<f32>(divisors + (x << 2));
      const old = next - back;
      s0 = s0 + load<f32>(next) - load<f32>(old);
      s1 = s1 + load<f32>(next, 4) - load<f32>(old, 4);
      s2 = s2 + load<f32>(next, 8) - load<f32>(old, 8);
      s3 = s3 + load<f32>(next, 12) - load<f32>(old, 12);
      next += 16;
      const at = x << 2;
      store<f32>(to0 + at, s0 / over);
      store<f32>(to1 + at, s1 / over);
      store<f32>(to2 + at, s2 / over);
      store<f32>(to3 + at, s3 / over);
    }
  }
}

/** Adds the rows that come before the first output of the first column pass. */
function prime(): void {
  for (let row = 0; row < halfY - 1 && row < height; row++) {
    const from = ringRow(row);
    for (let at: usize = 0; at < (<usize>width) << 2; at += 4) {
      store<f32>(sums + at, load<f32>(sums + at) + load<f32>(from + at));
    }
  }
  primed = true;
}

function entering(output: i32): usize {
  const row = output + halfY - 1;
  return row < height ? ringRow(row) : zeros;
}

function leaving(output: i32): usize {
  const row = output + halfY - 1 - fullY;
  return row >= 0 && row < height ? ringRow(row) : zeros;
}

function samplesAt(output: i32): f32 {
  const last = output + halfY - 1;
  return <f32>(min(last, height - 1) - max(last - fullY + 1, 0) + 1);
}

/** First column pass: four output rows from `emitted` on, interleaved into `lanes`. */
function blurColumns(): void {
  const in0 = entering(emitted);
  const in1 = entering(emitted + 1);
  const in2 = entering(emitted + 2);
  const in3 = entering(emitted + 3);
  const out0 = leaving(emitted);
  const out1 = leaving(emitted + 1);
  const out2 = leaving(emitted + 2);
  const out3 = leaving(emitted + 3);
  // Outputs past the last row are computed and ignored; their divisor only has to be harmless.
  const n0 = samplesAt(emitted);
  const n1 = samplesAt(emitted + 1);
  const n2 = samplesAt(emitted + 2);
  const n3 = samplesAt(emitted + 3);
  let at: usize = 0;
  const bytes = (<usize>width) << 2;
  if (ASC_FEATURE_SIMD) {
    const d0 = f32x4.splat(n0);
    const d1 = f32x4.splat(n1);
    const d2 = f32x4.splat(n2);
    const d3 = f32x4.splat(n3);
    const whole = bytes & ~15;
    for (; at < whole; at += 16) {
      let sum = v128.load(sums + at);
      sum = f32x4.sub(f32x4.add(sum, v128.load(in0 + at)), v128.load(out0 + at));
      const a = f32x4.div(sum, d0);
      sum = f32x4.sub(f32x4.add(sum, v128.load(in1 + at)), v128.load(out1 + at));
      const b = f32x4.div(sum, d1);
      sum = f32x4.sub(f32x4.add(sum, v128.load(in2 + at)), v128.load(out2 + at));
      const c = f32x4.div(sum, d2);
      sum = f32x4.sub(f32x4.add(sum, v128.load(in3 + at)), v128.load(out3 + at));
      const d = f32x4.div(sum, d3);
      v128.store(sums + at, sum);
      const to = lanes + (at << 2);
      storeTransposed(to, to + 16, to + 32, to + 48, a, b, c, d);
    }
  }
  for (; at < bytes; at += 4) {
    const to = lanes + (at << 2);
    let sum = load<f32>(sums + at);
    sum = sum + load<f32>(in0 + at) - load<f32>(out0 + at);
    store<f32>(to, sum / n0);
    sum = sum + load<f32>(in1 + at) - load<f32>(out1 + at);
    store<f32>(to, sum / n1, 4);
    sum = sum + load<f32>(in2 + at) - load<f32>(out2 + at);
    store<f32>(to, sum / n2, 8);
    sum = sum + load<f32>(in3 + at) - load<f32>(out3 + at);
    store<f32>(to, sum / n3, 12);
    store<f32>(sums + at, sum);
  }
}

function ring2Row(row: i32): usize {
  return RING2 + ((<usize>(row % RING2_ROWS)) << 8);
}

/** Second row pass over the four rows of `lanes`; only the 64 sampled columns leave it. */
function sampleRows(first: i32): void {
  const to0 = ring2Row(first);
  const to1 = ring2Row(first + 1);
  const to2 = ring2Row(first + 2);
  const to3 = ring2Row(first + 3);
  const back = (<usize>fullX) << 4;
  let next = lanes;
  if (ASC_FEATURE_SIMD) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < 64; i++) {
      const column = sampleAt(i, width);
      const stop = lanes + ((<usize>(column + halfX)) << 4);
      for (; next < stop; next += 16) {
        sum = f32x4.sub(f32x4.add(sum, v128.load(next)), v128.load(next - back));
      }
      const value = f32x4.div(sum, v128.load32_splat(divisors + ((<usize>column) << 2)));
      const at = (<usize>i) << 2;
      store<f32>(to0 + at, f32x4.extract_lane(value, 0));
      store<f32>(to1 + at, f32x4.extract_lane(value, 1));
      store<f32>(to2 + at, f32x4.extract_lane(value, 2));
      store<f32>(to3 + at, f32x4.extract_lane(value, 3));
    }
  } else {
    let s0: f32 = 0;
    let s1: f32 = 0;
    let s2: f32 = 0;
    let s3: f32 = 0;
    for (let i = 0; i < 64; i++) {
      const column = sampleAt(i, width);
      const stop = lanes + ((<usize>(column + halfX)) << 4);
      for (; next < stop; next += 16) {
        const old = next - back;
        s0 = s0 + load<f32>(next) - load<f32>(old);
        s1 = s1 + load<f32>(next, 4) - load<f32>(old, 4);
        s2 = s2 + load<f32>(next, 8) - load<f32>(old, 8);
        s3 = s3 + load<f32>(next, 12) - load<f32>(old, 12);
      }
      const over = load<f32>(divisors + ((<usize>column) << 2));
      const at = (<usize>i) << 2;
      store<f32>(to0 + at, s0 / over);
      store<f32>(to1 + at, s1 / over);
      store<f32>(to2 + at, s2 / over);
      store<f32>(to3 + at, s3 / over);
    }
  }
}

/** One step of the second column pass; `row` may lie past the last row, when the window only empties. */
function sampleColumns(row: i32): void {
  const output = row - halfY + 1;
  const old = row - fullY;
  if (row < height) {
    const from = ring2Row(row);
    for (let at: usize = 0; at < 256; at += 4) {
      store<f32>(SUM2 + at, load<f32>(SUM2 + at) + load<f32>(from + at));
    }
  }
  if (old >= 0) {
    const from = ring2Row(old);
    for (let at: usize = 0; at < 256; at += 4) {
      store<f32>(SUM2 + at, load<f32>(SUM2 + at) - load<f32>(from + at));
    }
  }
  if (output < 0) return;
  while (sampled < 64 && sampleAt(sampled, height) == output) {
    const over = samplesAt(output);
    const to = SMALL + ((<usize>sampled) << 8);
    for (let at: usize = 0; at < 256; at += 4) {
      store<f32>(to + at, load<f32>(SUM2 + at) / over);
    }
    sampled++;
  }
}

/** Takes the next four output rows out of the first column pass and through the second pair of passes. */
function drain(): void {
  blurColumns();
  sampleRows(emitted);
  const fresh = min(4, height - emitted);
  emitted += 4;
  for (let i = 0; i < fresh; i++) sampleColumns(arrived2++);
}

/** Reads the next `count` rows of the image from the strip. */
export function rows(count: i32): void {
  let at = strip;
  if (unblurred) {
    for (let y = 0; y < count; y++) {
      for (let x: usize = 0; x < 64; x++) {
        const from = at + <usize>load<u32>(offsets + (x << 2));
        store<f32>(SMALL + ((<usize>arrived) << 8) + (x << 2), luma(from));
      }
      at += <usize>sourceStride;
      arrived++;
    }
    return;
  }
  for (let left = count; left > 0; left -= 4) {
    const block = min(4, left);
    readLuma(at, block);
    blurRows(arrived);
    at += <usize>sourceStride * 4;
    arrived += block;
    if (!primed && arrived >= min(height, halfY - 1)) prime();
    // An output block needs the rows under the window of its last row.
    while (primed && emitted + halfY + 2 < arrived) drain();
  }
}

/** The value at sorted position 127 of the 256 values at `from`: the PDQ threshold. */
function threshold(from: usize): f32 {
  memory.copy(SELECT, from, 1024);
  let low: i32 = 0;
  let high: i32 = 255;
  while (low < high) {
    const pivot = load<f32>(SELECT + ((<usize>((low + high) >> 1)) << 2));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<f32>(SELECT + ((<usize>i) << 2)) < pivot) i++;
      while (load<f32>(SELECT + ((<usize>j) << 2)) > pivot) j--;
      if (i <= j) {
        const a = load<f32>(SELECT + ((<usize>i) << 2));
        store<f32>(SELECT + ((<usize>i) << 2), load<f32>(SELECT + ((<usize>j) << 2)));
        store<f32>(SELECT + ((<usize>j) << 2), a);
        i++;
        j--;
      }
    }
    if (127 <= j) high = j;
    else if (127 >= i) low = i;
    else break;
  }
  return load<f32>(SELECT + (127 << 2));
}

/** Bits of a 16x16 block: bit k is set where value k is above the threshold; byte 31 - (k >> 3) holds it. */
function writeBits(from: usize, to: usize): void {
  const limit = threshold(from);
  for (let byte = 0; byte < 32; byte++) {
    let bits: u32 = 0;
    for (let bit = 0; bit < 8; bit++) {
      const value = load<f32>(from + ((<usize>(byte * 8 + bit)) << 2));
      if (value > limit) bits |= 1 << bit;
    }
    store<u8>(to + <usize>(31 - byte), <u8>bits);
  }
}

function quality(): i32 {
  let sum: i32 = 0;
  for (let i = 0; i < 64; i++) {
    for (let j = 0; j < 64; j++) {
      const at = SMALL + ((<usize>(i * 64 + j)) << 2);
      const here = load<f32>(at);
      if (i < 63) sum += abs<i32>(<i32>(((here - load<f32>(at, 256)) * 100) / 255));
      if (j < 63) sum += abs<i32>(<i32>(((here - load<f32>(at, 4)) * 100) / 255));
    }
  }
  return min(sum / 90, 100);
}

function transform(): void {
  for (let i: usize = 0; i < 16; i++) {
    for (let j: usize = 0; j < 64; j += 4) {
      if (ASC_FEATURE_SIMD) {
        let sum = f32x4.splat(0);
        for (let k: usize = 0; k < 64; k++) {
          const weight = v128.load32_splat(DCT + (i << 8) + (k << 2));
          sum = f32x4.add(sum, f32x4.mul(weight, v128.load(SMALL + (k << 8) + (j << 2))));
        }
        v128.store(HALF + (i << 8) + (j << 2), sum);
      } else {
        for (let l = j; l < j + 4; l++) {
          let sum: f32 = 0;
          for (let k: usize = 0; k < 64; k++) {
            sum += load<f32>(DCT + (i << 8) + (k << 2)) * load<f32>(SMALL + (k << 8) + (l << 2));
          }
          store<f32>(HALF + (i << 8) + (l << 2), sum);
        }
      }
    }
  }
  for (let i: usize = 0; i < 16; i++) {
    for (let j: usize = 0; j < 16; j += 4) {
      if (ASC_FEATURE_SIMD) {
        let sum = f32x4.splat(0);
        for (let k: usize = 0; k < 64; k++) {
          const left = v128.load32_splat(HALF + (i << 8) + (k << 2));
          sum = f32x4.add(sum, f32x4.mul(left, v128.load(DCT_T + (k << 6) + (j << 2))));
        }
        v128.store(BLOCK + (i << 6) + (j << 2), sum);
      } else {
        for (let l = j; l < j + 4; l++) {
          let sum: f32 = 0;
          for (let k: usize = 0; k < 64; k++) {
            sum += load<f32>(HALF + (i << 8) + (k << 2)) * load<f32>(DCT_T + (k << 6) + (l << 2));
          }
          store<f32>(BLOCK + (i << 6) + (l << 2), sum);
        }
      }
    }
  }
}

/**
 * Mirroring the image changes the sign of the DCT coefficients of odd frequency, which are those of
 * even index here because the constant one is left out; transposing it transposes the block.
 * `turn`: bit 0 mirrors left-right, bit 1 mirrors top-bottom, bit 2 transposes first.
 */
function writeTurned(turn: i32, to: usize): void {
  for (let i = 0; i < 16; i++) {
    for (let j = 0; j < 16; j++) {
      const from = turn & 4 ? j * 16 + i : i * 16 + j;
      let value = load<f32>(BLOCK + ((<usize>from) << 2));
      if (turn & 1 && !(j & 1)) value = -value;
      if (turn & 2 && !(i & 1)) value = -value;
      store<f32>(TURNED + ((<usize>(i * 16 + j)) << 2), value);
    }
  }
  writeBits(TURNED, to);
}

/**
 * Ends the image and writes its hash (with `all`, the eight dihedral ones in the order of `writeTurned`).
 * Returns the quality 0..100, or -1 when rows are missing.
 */
export function finish(all: bool): i32 {
  if (arrived != height) return -1;
  if (!unblurred) {
    while (emitted < height) drain();
    for (let row = height; sampled < 64; row++) sampleColumns(row);
  }
  transform();
  writeBits(BLOCK, OUT);
  if (all) for (let turn = 1; turn < 8; turn++) writeTurned(turn, OUT + ((<usize>turn) << 5));
  return quality();
}
