import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { GivenService } from '../../src/kernel/index.ts';
import type { PageApp } from './paths.ts';

/**
 * What `tools/start.ts` and `tools/dev.ts` need of `apps/server/main.ts`, which exports `serve: Serve`.
 * Everything else (ports, roles, keys) `serve` reads from the environment and the arguments itself.
 */
export type Serve = (options: ServeOptions) => Promise<Serving>;

export interface ServeOptions {
  /** PostgreSQL 18, as the owner of the database: DATABASE_URL, or the embedded one. */
  readonly databaseUrl: string;
  /** Absolute folder for what the server keeps on disk beside the database. */
  readonly dataDir: string;
  /** Arguments after `npm start --`, e.g. `['--web']`. */
  readonly args: readonly string[];
  /** One line of progress, Vietnamese and English. */
  readonly say: (line: string) => void;
  /** Where the pages come from, when not from `apps/<app>/build`: the development servers. Called once per listener. */
  readonly pages?: PageSource;
  /** Stand in place of the modules' own services: the played feed of this machine for the public internet. */
  readonly given?: readonly GivenService[];
}

/** Gives the handler of one page application; `server` is the HTTP server it will be reached through. */
export type PageSource = (app: PageApp, server: Server) => Promise<PageHandler>;
export type PageHandler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

export interface Serving {
  /** What people may open, in the order to print it. `label` is bilingual: "Cổng trẻ em · Children's portal". */
  readonly addresses: readonly { readonly label: string; readonly url: string }[];
  /** Lines with the invented people of the demonstration and how to sign in as them; empty in production. */
  readonly signIns: readonly string[];
  /** Lets running requests and jobs end, then closes the listeners and the pool. */
  close(): Promise<void>;
}
