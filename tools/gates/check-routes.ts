import ts from 'typescript';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';
import { at, parse, walk } from './typescript-source.ts';

/**
 * Every page and endpoint states who may use it: pages and endpoints of the applications by `export const _may` in their
 * +page.server.ts or +server.ts, API routes by `may` in their `route({ … })`.
 */
export const routesGate: Gate = {
  name: 'routes',
  async run(root) {
    const files = filesUnder(root, 'apps').filter((file) => /^apps\/[^/]+\/src\/routes\//.test(file));
    const routeFiles = filesUnder(root, 'src').filter((file) => file.endsWith('-routes.ts'));
    return [
      ...pagesWithoutServer(files),
      ...files.filter((file) => /\/\+(page\.server|server)\.ts$/.test(file)).flatMap((file) => withoutMay(root, file)),
      ...routeFiles.flatMap((file) => routesWithoutMay(root, file)),
    ];
  },
};

function pagesWithoutServer(files: readonly string[]): string[] {
  const all = new Set(files);
  return files
    .filter((file) => /\/\+page(@[^/]*)?\.svelte$/.test(file))
    .filter((file) => !all.has(file.replace(/\+page(@[^/]*)?\.svelte$/, '+page.server.ts')))
    .map((file) => `${file} has no +page.server.ts that states _may`);
}

function withoutMay(root: string, file: string): string[] {
  const stated = parse(root, file).statements.some(
    (statement) =>
      ts.isVariableStatement(statement) &&
      statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) &&
      statement.declarationList.declarations.some((declaration) => declaration.name.getText() === '_may'),
  );
  return stated ? [] : [`${file} does not export _may`];
}

function routesWithoutMay(root: string, file: string): string[] {
  const source = parse(root, file);
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText(source) !== 'route') return;
    const [definition] = node.arguments;
    if (definition === undefined || !ts.isObjectLiteralExpression(definition))
      found.push(`${at(source, node)} route() takes an object written here, so that its permission can be read`);
    else if (!definition.properties.some((property) => property.name?.getText(source) === 'may'))
      found.push(`${at(source, node)} a route without may`);
  });
  return found;
}
