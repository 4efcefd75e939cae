import type { IForbiddenRuleType } from 'dependency-cruiser';
import { moduleNames } from '../../apps/server/modules.ts';
import { SQL_FILES, TEST_FILES } from './file-kinds.ts';

const VALUE = { dependencyTypesNot: ['type-only'] } as const;

/**
 * The rules of who may import whom, in dependency-cruiser's form. Pages (`apps/portal`, `apps/desk`) may import types from
 * the front door of any module, and values only from the vocabulary and from `*.pure.ts` files: a value from anywhere else
 * would put a second copy of the module into the pages' build.
 */
export function importRules(): IForbiddenRuleType[] {
  return [
    ...wrongWay(),
    rule('only-through-the-front-door', 'another module is imported through its index.ts alone', {
      from: { path: '^src/([^/]+)/', pathNot: TEST_FILES.source },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '\\.pure\\.ts$'] },
    }),
    rule('only-through-the-front-door', 'the applications and tools import a module through its index.ts alone', {
      from: { path: '^(apps|tools)/', pathNot: TEST_FILES.source },
      to: { path: '^src/[^/]+/', pathNot: ['^src/[^/]+/index\\.ts$', '\\.pure\\.ts$'] },
    }),
    rule('demonstration-stands-alone', 'the demonstration uses the modules, and no page uses it', {
      from: { path: '^apps/(portal|desk|shared)/', pathNot: TEST_FILES.source },
      to: { path: '^src/demonstration/' },
    }),
    rule('no-cycle', 'no import leads back to where it began, of a type neither', {
      from: {},
      to: { circular: true },
    }),
    rule('database-only-in-stores', 'pg and kysely are used in stores and in the kernel’s database files alone', {
      from: { path: '^(src|apps)/', pathNot: [SQL_FILES.source, TEST_FILES.source] },
      to: { path: '(^|node_modules/)(pg|kysely)(/|$)', ...VALUE },
    }),
    rule('hash-kernel-stands-alone', 'the hash kernel imports neither the project nor a package', {
      from: { path: '^hash-kernel/', pathNot: '\\.test\\.ts$|^hash-kernel/testdata/' },
      to: { pathNot: '^hash-kernel/', dependencyTypesNot: ['core'] },
    }),
    rule('pages-import-types', 'pages take values from the vocabulary, *.pure.ts files and the hash kernel alone', {
      from: { path: '^apps/(portal|desk)/', pathNot: TEST_FILES.source },
      to: {
        path: '^(src|hash-kernel|tools)/',
        pathNot: ['^src/vocabulary/index\\.ts$', '\\.pure\\.ts$', '^hash-kernel/(index\\.ts$|build/)'],
        ...VALUE,
      },
    }),
    rule('pure-stays-pure', 'a *.pure.ts file imports values from *.pure.ts files and the vocabulary alone', {
      from: { path: '^src/.*\\.pure\\.ts$' },
      to: {
        path: '^src/|^node:|^(fs|net|http|child_process)$',
        pathNot: ['\\.pure\\.ts$', '^src/vocabulary/'],
        ...VALUE,
      },
    }),
    rule('vocabulary-stays-pure', 'pages carry the vocabulary, so it may import nothing of the server', {
      from: { path: '^src/vocabulary/', pathNot: ['\\.test\\.ts$', SQL_FILES.source] },
      to: { dependencyTypes: ['core'] },
    }),
    rule('no-tool-in-the-system', 'tools know the applications, and what runs knows no tool', {
      from: { path: '^(apps|src|hash-kernel)/', pathNot: [TEST_FILES.source, 'vite\\.config\\.ts$'] },
      to: { path: '^(tools|tests)/' },
    }),
    rule('no-app-from-below', 'modules know no application', {
      from: { path: '^(src|hash-kernel)/', pathNot: TEST_FILES.source },
      to: { path: '^apps/' },
    }),
  ];
}

function wrongWay(): IForbiddenRuleType[] {
  return moduleNames.slice(0, -1).map((module, index) =>
    rule('against-the-order', 'a module may import only modules above it', {
      from: { path: `^src/${module}/`, pathNot: TEST_FILES.source },
      to: { path: `^src/(${moduleNames.slice(index + 1).join('|')})/` },
    }),
  );
}

function rule(name: string, comment: string, what: { from: object; to: object }): IForbiddenRuleType {
  return { name, comment, severity: 'error', ...what } as IForbiddenRuleType;
}
