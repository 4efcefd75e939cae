import type { Pdq } from '../../../hash-kernel/index.ts';
import { answer, answerRefused } from './decoder-program.ts';
import { type FrameBudget, frameAfter, framesExpected, type VideoStream } from './frame-recipe.ts';

/** Takes raw frames as they come, hashes each and forgets it, and says at the end whether that was all of the video. */
export class FrameHasher {
  readonly #pdq: Pdq;
  readonly #stream: VideoStream;
  readonly #budget: FrameBudget;
  readonly #pixels: Uint8Array;
  #filled = 0;
  #frame = 0;
  #hashed = 0;

  constructor(pdq: Pdq, stream: VideoStream, budget: FrameBudget) {
    this.#pdq = pdq;
    this.#stream = stream;
    this.#budget = budget;
    this.#pixels = new Uint8Array(stream.width * stream.height * 3);
  }

  take(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length; ) {
      const part = bytes.subarray(taken, taken + this.#pixels.length - this.#filled);
      this.#pixels.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === this.#pixels.length) this.#hash();
    }
  }

  /** @param complete whether the decoder itself said that nothing went wrong */
  end(complete: boolean): void {
    if (this.#hashed === 0) {
      answerRefused('media.undecodable');
      return;
    }
    const { width, height } = this.#stream;
    // Exit code 0 does not mean that all of it was there: compare with what the container declares.
    const partial =
      !complete || this.#hashed + 1 < framesExpected(this.#stream) || this.#hashed >= this.#budget.hashedFrames;
    answer({ done: true, width, height, partial });
  }

  #hash(): void {
    this.#filled = 0;
    const { width, height, rate } = this.#stream;
    const { hash, quality } = this.#pdq.hash(this.#pixels, width, height, 3, 'full');
    answer({ frame: this.#frame, time: rate > 0 ? this.#frame / rate : 0, hash, quality });
    this.#hashed += 1;
    this.#frame = frameAfter(this.#frame, rate);
  }
}
