import { Socket } from 'node:net';

/**
 * Sends what is written within one turn of the loop at once. In a pipeline the statements of a transaction stand one behind the
 * other, and one packet for each would cost more, here and over there, than most of them. Under TLS it carries what TLS writes.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  // The overloads of the original; only the arguments that came are handed on.
  override write(...given: unknown[]): boolean {
    if (!this.#gathering) {
      this.#gathering = true;
      this.cork();
      process.nextTick(() => {
        this.#gathering = false;
        this.uncork();
      });
    }
    return (super.write as (...given: unknown[]) => boolean)(...given);
  }
}
