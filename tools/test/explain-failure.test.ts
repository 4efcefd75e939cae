import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

const listen = (port: number) =>
  new Promise<{ port: number; close: () => void }>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() });
    });
  });

test('names the port that is taken', async () => {
  const first = await listen(0);
  const failure = await listen(first.port).catch((error: unknown) => error);
  first.close();
  expect(explainFailure(failure)).toContain(`Port ${first.port} is in use`);
  expect(explainFailure(failure)).toContain(`Cổng ${first.port} đang được`);
});

test('names the data folder that cannot be written', () => {
  let failure: unknown;
  try {
    mkdirSync('/dev/null/pg');
  } catch (error) {
    failure = error;
  }
  expect(explainFailure(failure)).toMatch(/Cannot write to \/dev\/null\/pg .*DATA_DIR/);
});

test('passes on what a wrong setting should be, and keeps the stack of a bug', () => {
  const setting = Object.assign(new Error('PORTAL_URL must be a URL'), { name: 'ConfigError' });
  expect(explainFailure(setting)).toMatch(/Wrong setting: PORTAL_URL must be a URL$/);
  expect(explainFailure(new TypeError('undefined is not a function'))).toContain('explain-failure.test.ts');
});

test('says which database cannot be reached', async () => {
  const { port, close } = await listen(0);
  close();
  const failure = await new pg.Client({ host: '127.0.0.1', port }).connect().catch((error: unknown) => error);
  expect(explainFailure(failure)).toContain('DATABASE_URL');
});
