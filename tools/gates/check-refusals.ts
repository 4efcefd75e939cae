import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { moduleNames } from '../../apps/server/modules.ts';
import { REFUSED_BEFORE } from '../../src/kernel/index.ts';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';
import { at, parse, walk } from './typescript-source.ts';

/** A name of the top level of a file, where it is declared. */
interface Declared {
  readonly file: string;
  readonly node: ts.Node;
}
interface Source {
  readonly tree: ts.SourceFile;
  readonly declared: ReadonlyMap<string, ts.Node>;
  /** Names that come from another file: of imports and of what is passed on by `export … from`. */
  readonly borrowed: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}
/** Property of a route that holds the codes. */
const LIST = 'refusals';

/**
 * A route's list names every refusal that its verb can give: those who call the API read the list and not the code. What a
 * verb can give is read from the source, as every code that stands in it or in what it names, however far away; what is
 * reached through an object (`ctx.transaction`) is not followed.
 */
export const refusalsGate: Gate = {
  name: 'refusals',
  async run(root) {
    const known = await knownCodes(root);
    const house = readHouse(root);
    return [...house].flatMap(([file, { tree }]) =>
      file.endsWith('-routes.ts') ? routesIn(tree).flatMap((route) => faultsOf(house, file, route, known)) : [],
    );
  },
};

function faultsOf(
  house: ReadonlyMap<string, Source>,
  file: string,
  route: ts.ObjectLiteralExpression,
  known: ReadonlySet<string>,
): string[] {
  const { tree } = house.get(file) as Source;
  const list = property(route, LIST) as ts.PropertyAssignment;
  // A maker of routes adds to the list that it is given: its own codes count for each list that is given to it.
  if (isOfMaker(list.initializer)) return [];
  const call = route.parent;
  const made = ts.isCallExpression(call) ? find(house, file, call.expression.getText()) : undefined;
  const said = codesListed(house, file, list.initializer);
  for (const code of textOfProperty(route, 'may') === 'public' ? REFUSED_BEFORE.open : REFUSED_BEFORE.permitted)
    said.add(code);
  if (property(route, 'body')) for (const code of REFUSED_BEFORE.body) said.add(code);
  // The frames of acts compare a version where they are given one; a reading route gives none.
  if (textOfProperty(route, 'method') === 'get') said.add('record.changed-meanwhile');
  if (made?.file === file)
    walk(made.node, (node) => {
      if (ts.isPropertyAssignment(node) && node.name.getText() === LIST)
        for (const code of codesListed(house, file, node.initializer)) said.add(code);
    });
  const missing = [...codesReached(house, file, route, known)].filter((code) => !said.has(code)).sort();
  return missing.length === 0 ? [] : [`${at(tree, list)} the route’s refusals do not name ${missing.join(', ')}`];
}

/** Whether the list spreads one that was handed in, as in `[…, ...given.refusals]`. */
function isOfMaker(list: ts.Expression): boolean {
  return (
    ts.isArrayLiteralExpression(list) &&
    list.elements.some((one) => ts.isSpreadElement(one) && ts.isPropertyAccessExpression(one.expression))
  );
}

/** The codes that a list holds, those of the lists that it spreads too. */
function codesListed(house: ReadonlyMap<string, Source>, file: string, list: ts.Node): Set<string> {
  const codes = new Set<string>();
  walk(list, (node) => {
    if (ts.isStringLiteralLike(node)) codes.add(node.text);
    if (!ts.isIdentifier(node)) return;
    const named = find(house, file, node.text);
    if (named && ts.isVariableDeclaration(named.node) && named.node.initializer)
      for (const code of codesListed(house, named.file, named.node.initializer)) codes.add(code);
  });
  return codes;
}

async function knownCodes(root: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const module of moduleNames) {
    const file = join(root, `src/${module}/refusals.ts`);
    if (!existsSync(file)) continue;
    const catalogue = (await import(pathToFileURL(file).href)) as { refusals: object };
    for (const code of Object.keys(catalogue.refusals)) known.add(code);
  }
  return known;
}

function readHouse(root: string): ReadonlyMap<string, Source> {
  const files = filesUnder(root, 'src').filter(
    (file) => file.endsWith('.ts') && !/\.test(ing)?\.ts$/.test(file) && !file.endsWith('/refusals.ts'),
  );
  return new Map(files.map((file) => [file, readSource(parse(root, file))]));
}

function readSource(tree: ts.SourceFile): Source {
  const declared = new Map<string, ts.Node>();
  const borrowed = new Map<string, { file: string; name: string }>();
  const borrow = (from: ts.Expression | undefined, elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>) => {
    if (!from || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return;
    const file = posix.join(posix.dirname(tree.fileName), from.text);
    for (const one of elements) borrowed.set(one.name.text, { file, name: (one.propertyName ?? one.name).text });
  };
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement))
      for (const one of statement.declarationList.declarations)
        if (ts.isIdentifier(one.name)) declared.set(one.name.text, one);
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      declared.set(statement.name.text, statement);
    if (ts.isImportDeclaration(statement)) {
      const named = statement.importClause?.namedBindings;
      if (named && ts.isNamedImports(named)) borrow(statement.moduleSpecifier, named.elements);
    }
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
      borrow(statement.moduleSpecifier, statement.exportClause.elements);
  }
  return { tree, declared, borrowed };
}

function find(house: ReadonlyMap<string, Source>, file: string, name: string): Declared | undefined {
  const source = house.get(file);
  const node = source?.declared.get(name);
  if (node) return { file, node };
  const borrowed = source?.borrowed.get(name);
  return borrowed && find(house, borrowed.file, borrowed.name);
}

/** Every code in a node and in what it names. */
function codesReached(house: ReadonlyMap<string, Source>, from: string, start: ts.Node, known: ReadonlySet<string>) {
  const reached = new Set<string>();
  const seen = new Set<ts.Node>();
  const visit = (file: string, node: ts.Node): void => {
    if (ts.isTypeNode(node) || isCompared(node)) return;
    if (ts.isPropertyAssignment(node) && node.name.getText() === LIST) return;
    if (ts.isStringLiteralLike(node) && known.has(node.text)) reached.add(node.text);
    if (ts.isIdentifier(node) && isReference(node)) {
      const target = find(house, file, node.text);
      if (target && !seen.has(target.node)) {
        seen.add(target.node);
        visit(target.file, target.node);
      }
    }
    ts.forEachChild(node, (child) => visit(file, child));
  };
  visit(from, start);
  return reached;
}

/** A code that is only compared with, or looked for in a set, is not given. */
function isCompared(node: ts.Node): boolean {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Set') return true;
  const { parent } = node;
  return (
    ts.isStringLiteralLike(node) &&
    parent !== undefined &&
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      parent.operatorToken.kind,
    )
  );
}

/** Not the name of a property, nor what is being declared. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(ts.isImportSpecifier(parent) || ts.isParameter(parent) || ts.isBindingElement(parent));
}

function property(node: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  return node.properties.find(
    (one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === name,
  );
}

function textOfProperty(node: ts.ObjectLiteralExpression, name: string): string | undefined {
  const value = property(node, name)?.initializer;
  return value && ts.isStringLiteralLike(value) ? value.text : undefined;
}

function routesIn(tree: ts.SourceFile): ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  walk(tree, (node) => {
    if (ts.isObjectLiteralExpression(node) && property(node, LIST)) found.push(node);
  });
  return found;
}
