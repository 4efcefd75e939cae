import { expect, test } from 'vitest';
import { readStatements } from './may.ts';

test('a page takes the statement of its server file', () => {
  const statements = readStatements(
    {
      './routes/(site)/+page.server.ts': { _may: 'public' },
      './routes/ho-so/[id]/+page.server.ts': { _may: { action: 'case.read' }, _sensitive: true },
    },
    ['./routes/(site)/+page.svelte', './routes/ho-so/[id]/+page.svelte'],
  );
  expect(statements.get('/(site)')).toEqual({ may: 'public', sensitive: false });
  expect(statements.get('/ho-so/[id]')).toEqual({ may: { action: 'case.read' }, sensitive: true });
});

test.each([
  ['a page without a server file', {}, ['./routes/+page.svelte']],
  [
    'a server file without a statement',
    { './routes/+page.server.ts': { load: () => ({}) } },
    ['./routes/+page.svelte'],
  ],
  ['an endpoint without a statement', { './routes/api/+server.ts': {} }, []],
  ['an empty action', { './routes/+page.server.ts': { _may: { action: '' } } }, []],
])('%s stops the app', (_name, servers, pages) => {
  expect(() => readStatements(servers, pages)).toThrow(/state no permission/);
});
