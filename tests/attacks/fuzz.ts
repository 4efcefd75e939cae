import fc from 'fast-check';
import { openapiDocuments } from '../../apps/server/openapi.ts';
import { type Attacked, type Heard, inTurns, leaksOf } from './attacked.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
}
interface Operation {
  readonly surface: 'portal' | 'desk';
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly types: readonly string[];
  readonly body: Schema | undefined;
}

/** Every operation of both listeners, as the documents that we serve describe it. */
export function operations(): Operation[] {
  return Object.entries(openapiDocuments()).flatMap(([surface, document]) =>
    Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries(item as Record<string, never>).map(([method, described]) => {
        const { parameters = [], requestBody } = described as {
          parameters?: Operation['parameters'];
          requestBody?: { content: Record<string, { schema?: Schema }> };
        };
        return {
          surface: surface as Operation['surface'],
          method: method.toUpperCase(),
          path,
          parameters,
          types: Object.keys(requestBody?.content ?? {}),
          body: Object.values(requestBody?.content ?? {})[0]?.schema,
        };
      }),
    ),
  );
}

/** Values that no field expects, and some that one might. `mark` stands in texts, to be looked for afterwards. */
function strangeValue(mark: string): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, [], {}, '', [[]], [null]),
    fc.constantFrom(
      `${mark}' or '1'='1`,
      `${mark}"><script>alert(1)</script>`,
      `${mark}\u0000`,
      `${mark}\ud800`,
      `../../${mark}`,
      `\${7*7}{{7*7}}${mark}`,
      `${mark}\r\nX-Injected: 1`,
      mark.repeat(2_000),
      '2026-02-30',
      '9999999999999',
      '01936000-0000-7000-8000-00000000ffff',
      '__proto__',
    ),
    fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
}

/** Something near what the schema asks for, so that some of it comes as far as the verb. */
function likeSchema(schema: Schema | undefined, mark: string, depth = 0): fc.Arbitrary<unknown> {
  const strange = strangeValue(mark);
  if (!schema || depth > 4) return strange;
  const choices = schema.anyOf ?? schema.oneOf;
  const fitting: fc.Arbitrary<unknown> = choices
    ? fc.oneof(...choices.map((one) => likeSchema(one, mark, depth + 1)))
    : schema.enum
      ? fc.constantFrom(...schema.enum)
      : ofType([schema.type ?? 'string'].flat()[0] as string, schema, mark, depth);
  return fc.oneof({ arbitrary: fitting, weight: 5 }, { arbitrary: strange, weight: 1 });
}

function ofType(type: string, schema: Schema, mark: string, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      const named = Object.fromEntries(fields.map(([name, one]) => [name, likeSchema(one, mark, depth + 1)]));
      return fc.record(named, { requiredKeys: Object.keys(named).filter((name) => schema.required?.includes(name)) });
    }
    case 'array':
      return fc.array(likeSchema(schema.items, mark, depth + 1), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.constantFrom(0, 1, 2, 50, 200, -1, 2 ** 31, 1.5);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constantFrom(mark, 'C111', '01', '2026-11-24', '01936000-0000-7000-8000-00000000ffff', 'x'.repeat(300));
  }
}

const WRONG_TYPES = [
  'application/json',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'x',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'];

interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly as: number;
}

function shots(operation: Operation, mark: string, callers: number): fc.Arbitrary<Shot> {
  const text = strangeValue(mark).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const filled = fc.record(
    Object.fromEntries(
      operation.parameters.map((one) => [
        one.name,
        fc.oneof({ arbitrary: likeSchema(one.schema, mark).map(String), weight: 3 }, { arbitrary: text, weight: 2 }),
      ]),
    ),
  );
  const content = fc.oneof(
    { arbitrary: likeSchema(operation.body, mark).map((value) => JSON.stringify(value)), weight: 6 },
    { arbitrary: fc.constantFrom('{', '[]', '"', '<a>&b;</a>', '\u0000', '--x\r\n\r\n'), weight: 1 },
    { arbitrary: text, weight: 1 },
  );
  return fc
    .record({
      filled,
      content,
      method: fc.oneof({ arbitrary: fc.constant(operation.method), weight: 8 }, fc.constantFrom(...METHODS)),
      type: fc.oneof(
        {
          arbitrary: fc.constantFrom(...(operation.types.length > 0 ? operation.types : ['application/json'])),
          weight: 6,
        },
        fc.constantFrom(...WRONG_TYPES),
      ),
      as: fc.nat({ max: callers - 1 }),
    })
    .map(({ filled: values, content: body, method, type, as }) => {
      const encoded = (name: string) => encodeURIComponent(String(values[name] ?? '').toWellFormed());
      const query = operation.parameters
        .filter((one) => one.in === 'query')
        .map(({ name }) => `${name}=${encoded(name)}`);
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encoded(name) || '%20');
      const inHeader = operation.parameters
        .filter((one) => one.in === 'header')
        .map(({ name }) => [name, encoded(name)]);
      const bodiless = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
      return {
        method,
        path: query.length > 0 ? `${path}?${query.join('&')}` : path,
        headers: { ...Object.fromEntries(inHeader), ...(bodiless ? {} : { 'content-type': type }) },
        body: bodiless ? undefined : body,
        as,
      };
    });
}

/**
 * Shoots at every operation, `runs` times each, the same shots for the same seed.
 * @returns how many there were, and what went wrong: an error of the server, or something of the inside in an answer
 */
export async function fuzz(
  house: Attacked,
  callers: readonly Readonly<Record<string, string>>[],
  options: { readonly seed: number; readonly runs: number; readonly mark: string },
): Promise<{ shots: number; wrong: string[] }> {
  const works = operations().flatMap((operation, place) =>
    fc
      .sample(shots(operation, options.mark, callers.length), { seed: options.seed + place, numRuns: options.runs })
      .map((shot) => async () => {
        const base = house.server[operation.surface];
        const said = `${shot.method} ${shot.path.slice(0, 200)} ${shot.headers['content-type'] ?? ''} ${shot.body?.slice(0, 200) ?? ''}`;
        try {
          const heard = await house.ask(base, shot.path, {
            method: shot.method,
            headers: { ...shot.headers, ...callers[shot.as] },
            ...(shot.body === undefined ? {} : { body: shot.body.toWellFormed() }),
          });
          return faultsOf(heard, options.mark).map((fault) => `${fault}: ${said}`);
        } catch (error) {
          return [`${(error as Error).message}: ${said}`];
        }
      }),
  );
  const wrong = (await inTurns(works)).flat();
  return { shots: works.length, wrong };
}

function faultsOf(heard: Heard, mark: string): string[] {
  const faults = leaksOf(heard.body).map((leak) => `${heard.status} shows ${leak}`);
  if (heard.status >= 500) faults.push(`${heard.status} ${heard.body.slice(0, 200)}`);
  if (heard.headers['x-injected'] !== undefined) faults.push('a header was injected');
  // What was sent is not said back in a refusal.
  if (heard.status >= 400 && heard.body.includes(mark)) faults.push(`${heard.status} says back what was sent`);
  return faults;
}
