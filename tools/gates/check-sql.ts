import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { moduleNames } from '../../apps/server/modules.ts';
import { filesUnder } from '../files.ts';
import { SQL_FILES, TEST_FILES } from './file-kinds.ts';
import { type Gate, moduleOf } from './gate.ts';
import { at, parse, textOf, walk } from './typescript-source.ts';

const STATEMENT =
  /^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|truncate\s|with\s+\S+\s+as\s*\(|(create|alter|drop)\s+(or\s+replace\s+)?(table|view|role|index|schema|function|policy|type|trigger|database|materialized|unique|extension)\s|grant\s+\S+.*\son\s|revoke\s+\S+.*\son\s)/i;
const QUERY_BUILDERS =
  /^(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|insertRow|(find|has|list|update|delete)Rows?)$/;
const TABLE_ARGUMENT =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|using|(inner|left|right|full|cross)Join(Lateral)?|insertRow|(find|has|list|update|delete)Rows?)$/;

/** SQL stands in stores, migrations and the kernel's database files alone, and a module's SQL names only its own schema. */
export const sqlGate: Gate = {
  name: 'sql',
  async run(root) {
    const files = [...filesUnder(root, 'src'), ...filesUnder(root, 'apps')].filter((file) => !TEST_FILES.test(file));
    return files.flatMap((file) => {
      if (file.endsWith('.sql')) return foreignSchemasOfMigration(root, file);
      if (!file.endsWith('.ts')) return [];
      return SQL_FILES.test(file) ? foreignSchemasOfStore(root, file) : sqlOutsideStores(root, file);
    });
  },
};

function sqlOutsideStores(root: string, file: string): string[] {
  const source = parse(root, file);
  const found: string[] = [];
  walk(source, (node) => {
    const text = textOf(node);
    if (text !== undefined && isStatement(text)) found.push(`${at(source, node)} SQL outside a store`);
    if (ts.isCallExpression(node) && QUERY_BUILDERS.test(methodOf(node)))
      found.push(`${at(source, node)} a query outside a store`);
  });
  return found;
}

function foreignSchemasOfStore(root: string, file: string): string[] {
  const source = parse(root, file);
  const found: string[] = [];
  walk(source, (node) => {
    const text = textOf(node);
    if (text === undefined || !namesTables(node, text)) return;
    for (const name of foreignNames(text, moduleOf(file))) found.push(`${at(source, node)} names ${name}`);
  });
  return found;
}

/** A migration that gives its rows to another module for good says so in a line of its own: `-- Hands over to vocabulary.` */
const HANDS_OVER = /^-- Hands over to (\w+)\.$/m;

function foreignSchemasOfMigration(root: string, file: string): string[] {
  const written = readFileSync(join(root, file), 'utf8');
  const receiver = HANDS_OVER.exec(written)?.[1];
  const text = written.replace(/--.*$/gm, '');
  // Reference tables may be pointed at; nothing else of theirs may be named.
  const own = text.replace(/\breferences\s+(vocabulary|members)\.\w+/gi, 'references reference_table');
  return own.split('\n').flatMap((line, index) => {
    const names = foreignNames(line, moduleOf(file)).filter((name) => !name.startsWith(`${receiver}.`));
    return names.map((name) => `${file}:${index + 1} names ${name}`);
  });
}

/** Only text that is SQL, or that a query builder takes for a table, is read: `'cases.opened'` may also be an event. */
function namesTables(node: ts.Node, text: string): boolean {
  const { parent } = node;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag.getText().startsWith('sql');
  if (ts.isCallExpression(parent)) return TABLE_ARGUMENT.test(methodOf(parent));
  return isStatement(text);
}

/** SQL is written in one case; a sentence for people begins with a capital and goes on in small letters. */
function isStatement(text: string): boolean {
  return /^\s*([a-z]+|[A-Z]+)\s/.test(text) && STATEMENT.test(text);
}

/** Tables of other modules; `kernel.*` is everyone's, and views named `public_*` are published to be read. */
function foreignNames(sql: string, own: string | undefined): string[] {
  const others = moduleNames.filter((module) => module !== own && module !== 'kernel');
  const names = sql.matchAll(new RegExp(`(?<![\\w.])(${others.join('|')})\\.(?!public_)\\w+`, 'g'));
  return [...names].map(([name]) => `${name}, which is another module’s table`);
}

function methodOf(call: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '';
}
