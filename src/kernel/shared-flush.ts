import pg from 'pg';
import { commitToDisk, isPooled } from './shared-flush-store.ts';

const POOLED = 'the database is reached through a pooler: each commit waits for the disk by itself';

/**
 * Waits of many commits for the disk as one. A row that all of them lock, as the head of an organisation's audit chain, is else held
 * by each until the disk has answered, and so many of them go by in a second as the disk answers.
 */
export class SharedFlush {
  readonly #url: string;
  #open: Promise<pg.Client> | undefined;
  /** The flush that has not been sent yet: whoever has committed by then is in it. */
  #next: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Behind a pooler an open connection says nothing of the server behind it. */
  #pooled = false;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * To be called before the commit is sent. @throws where it cannot be told, and the commit must wait by itself
   * @returns to be called after it; resolves when the commit is durable
   * @throws from there where the database went down meanwhile: what was committed may be lost, and the caller answers that it failed
   */
  async begin(): Promise<() => Promise<void>> {
    const client = await this.#connection();
    return async () => {
      // A connection that was open before the commit and answers after it: no server went down between, which would have ended it.
      if ((await this.#open?.catch(() => undefined)) !== client)
        throw new Error('the database went away before the disk had a commit');
      await this.#flush(client);
    };
  }

  #flush(client: pg.Client): Promise<void> {
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(async () => {
        // Sent in this turn: whoever comes after it is in the next one.
        this.#next = undefined;
        this.#running = commitToDisk(client);
        await this.#running;
      });
    return this.#next;
  }

  #connection(): Promise<pg.Client> {
    if (this.#pooled) throw new Error(POOLED);
    if (this.#open) return this.#open;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'la-chan flush',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const opened = this.#connect(client);
    const lost = () => {
      // One that ends late is not the one that has taken its place.
      if (this.#open === opened) this.#open = undefined;
    };
    this.#open = opened;
    client.on('error', lost);
    client.on('end', lost);
    opened.catch(lost);
    return opened;
  }

  async #connect(client: pg.Client): Promise<pg.Client> {
    try {
      await client.connect();
      this.#pooled = await isPooled(client);
      if (this.#pooled) throw new Error(POOLED);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const open = await this.#open?.catch(() => undefined);
    await open?.end().catch(() => undefined);
  }
}
