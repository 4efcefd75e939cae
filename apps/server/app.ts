import type { IncomingMessage } from 'node:http';
import type {
  Actor,
  Ctx,
  Language,
  Module,
  Permission,
  Permissions,
  RawRoute,
  Route,
  Services,
} from '../../src/kernel/index.ts';
import type { Modules } from './modules.ts';

/** One page request, told who asks and whether they may. */
export interface Visit {
  readonly ctx: Ctx;
  readonly admitted: boolean;
}

/**
 * What the server built once and hands to the pages: one pool, one set of keys, one index.
 * Pages never import a module's code; they find it here.
 */
export interface App extends Services {
  readonly modules: Modules;
  /** The modules of this process as values, in their order. */
  readonly moduleList: readonly Module[];
  /** All API routes of the platform; each names its surface. */
  readonly routes: readonly Route[];
  readonly rawRoutes: readonly RawRoute[];
  readonly permissions: Permissions;
  /** Whether this installation shows the invented demonstration. */
  readonly demonstration: boolean;
  /** Where people sign in to work, for the page that sends professionals there. */
  readonly deskUrl: string;
  context(request: { actor: Actor; requestId: string; language: Language }): Ctx;
  /** Finds out who asks for a page and whether the page's permission lets them. A refusal of a person is audited. */
  visit(
    request: Request,
    surface: 'portal' | 'desk',
    may: Permission,
    language: Language,
    /** The message that the request came as, for what is known of its line. */
    incoming?: IncomingMessage,
  ): Promise<Visit>;
}

const KEY = Symbol.for('la-chan.app');

/** Hands the App to the page handlers, which are bundles of their own and share nothing else with this process. */
export function handOver(app: App): void {
  (globalThis as { [KEY]?: App })[KEY] = app;
}

/** The App that was handed over, as the bundles find it. */
export function handedOver(): App {
  return (globalThis as { [KEY]?: App })[KEY] as App;
}
