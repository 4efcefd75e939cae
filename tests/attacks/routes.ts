import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modules } from '../../apps/server/modules.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { routesOf } from '../../apps/server/routes.ts';
import type { Permission, Services, Surface } from '../../src/kernel/index.ts';

/** One operation of the API, or one page or endpoint of an application, as it is asked for. */
export interface Door {
  /** `desk GET /api/v1/clocks`, `desk page /ho-so/[id]`, `portal endpoint /robots.txt`. */
  readonly name: string;
  readonly surface: Surface;
  readonly kind: 'operation' | 'page' | 'endpoint';
  readonly method: string;
  /** An address with something in the place of each part that varies; it names nothing that is there. */
  readonly path: string;
  readonly may: Permission;
}

/** Routes are described without a running process. */
const nothingRuns: Services = {
  get kernel(): never {
    throw new Error('nothing runs here');
  },
  service: () => {
    throw new Error('nothing runs here');
  },
};

const FILLED: Readonly<Record<string, string>> = {
  form: '01',
  so: '1',
  ma: 'C111',
  agency: 'C111',
  band: '9-12',
  problem: 'bi-de-doa',
  teller: '13-15',
  number: '1',
  source: 'zalo',
};
const ANY_ID = '01936000-0000-7000-8000-00000000ffff';

function filled(path: string): string {
  return path
    .replaceAll(/\/\((\w+)\)/g, '')
    .replaceAll(
      /\[\[?(\w+)(?:=\w+)?\]\]?|\{(\w+)\}/g,
      (_all, one: string, other: string) => FILLED[one ?? other] ?? ANY_ID,
    );
}

/** Every operation of both listeners, and every page and endpoint of both applications, with the permission that each states. */
export function doors(): Door[] {
  const { routes, rawRoutes } = routesOf(modules, nothingRuns);
  const operations = [...routes, ...rawRoutes].map(({ surface, method, path, may }): Door => {
    const verb = method.toUpperCase();
    return { name: `${surface} ${verb} ${path}`, surface, kind: 'operation', method: verb, path: filled(path), may };
  });
  return [...operations, ...pagesOf('desk'), ...pagesOf('portal')];
}

function pagesOf(surface: Surface): Door[] {
  const folder = join(ROOT, 'apps', surface, 'src', 'routes');
  return globSync('**/+{page.server,server}.ts', { cwd: folder })
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const stated = /export const _may[^=]*= (?:'public'|\{ action: '([^']+)' \})/.exec(text);
      if (!stated) throw new Error(`the permission of ${file} cannot be read`);
      const route = `/${dirname(file)}`.replaceAll('\\', '/').replace(/^\/\.$/, '/');
      const kind = file.endsWith('+server.ts') ? 'endpoint' : 'page';
      const method = /export (?:const|async function|function) GET\b/.test(text) || kind === 'page' ? 'GET' : 'POST';
      const may: Permission = stated[1] === undefined ? 'public' : { action: stated[1] };
      return { name: `${surface} ${kind} ${route}`, surface, kind, method, path: filled(route) || '/', may };
    });
}
