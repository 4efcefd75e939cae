import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { createMachineClient, identifyRequest } from '../../members/index.ts';
import { MEMBER, openReportsHome } from './machine-reports.testing.ts';
import { reportOutcome } from './report-lists.ts';
import responses from './response-codes.json' with { type: 'json' };

const home = fileFixture(() => openReportsHome());
const TEXT = readFileSync(new URL('../../../docs/machine-reports.md', import.meta.url), 'utf8');

it('the calls that the documentation shows are run as they stand there, by curl, with a real key', async () => {
  const { client, key } = must(
    await createMachineClient(home.as(testPerson('sysadmin', 'MOH')), {
      agency: MEMBER,
      name: 'Máy thử',
      scopes: ['machine-report.file'],
    }),
  );
  const api = home.apiFor(identifyRequest(home.kernel));
  const server = createServer(getRequestListener(api.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const examples = [...TEXT.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
  expect(examples).toHaveLength(4);
  try {
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', examples.join('\n')], {
      cwd: temporaryFolder('lachan-machine-reports-'),
      env: {
        ...process.env,
        DESK: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        CLIENT: client.id,
        KEY: key,
      },
    });
    expect(stdout).toContain('<reportDoneResponse><responseCode>0</responseCode>');
    expect(stdout).toContain('"state":"FINISHED"');
    expect(stdout).toContain('"report":"f7a8b9c0-d1e2-4456-abcd-ef0123456780","known":false');
  } finally {
    server.close();
  }
  const { rows } = await home.owner.query(
    'select form, state, files, quality from takedown.machine_report where client = $1 order by opened_at, form desc',
    [client.id],
  );
  expect(rows).toEqual([
    expect.objectContaining({ form: 'XML', state: 'FINISHED', files: 1 }),
    expect.objectContaining({ form: 'JSON', state: 'RETRACTED', files: 1 }),
  ]);
}, 60_000);

it('it names every outcome and every response code', () => {
  for (const code of reportOutcome.codes) expect(TEXT).toContain(`\`${code}\``);
  for (const code of new Set(Object.values(responses.codes)))
    if (code >= 4000) expect(TEXT, String(code)).toMatch(new RegExp(`\\| (\\d+, )*${code}(, \\d+)* \\|`));
});
