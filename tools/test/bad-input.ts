/** What of JSON Schema the API's documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** One way to break a contract: what is wrong, where, and the whole value with that one fault. */
export interface Breach {
  readonly what: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

type Resolve = (schema: Schema) => Schema;
/** Stands for a field that is left out. */
const LEFT_OUT = Symbol('left out');

/** Follows `$ref` inside an OpenAPI document, and makes one object of those that `allOf` joins. */
export function resolver(document: unknown): Resolve {
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref !== undefined)
      return resolve(
        schema.$ref
          .slice(2)
          .split('/')
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as Schema,
      );
    const parts = (schema.allOf ?? []).map(resolve);
    if (parts.length === 0) return schema;
    const all = [...parts, schema];
    return Object.assign({}, ...all, {
      properties: Object.assign({}, ...all.map((part) => part.properties)),
      required: all.flatMap((part) => part.required ?? []),
    }) as Schema;
  };
  return resolve;
}

const typesOf = ({ type }: Schema): readonly string[] => [type ?? []].flat();
const oneOf = (schema: Schema): readonly Schema[] | undefined => schema.anyOf ?? schema.oneOf;

/** A value that keeps the contract, with every field that it may have. */
export function sampleOf(schema: Schema, resolve: Resolve): unknown {
  const one = resolve(schema);
  const alternatives = oneOf(one);
  if (alternatives) return sampleOf(alternatives[0] as Schema, resolve);
  if (one.enum) return one.enum[0];
  switch (typesOf(one).find((type) => type !== 'null')) {
    case 'string':
      return stringFor(one);
    case 'integer':
    case 'number':
      return Math.max(one.minimum ?? 0, (one.exclusiveMinimum ?? -1) + 1);
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: Math.max(one.minItems ?? 0, 1) }, () => sampleOf(one.items ?? {}, resolve));
    case 'object':
      return Object.fromEntries(
        Object.entries(one.properties ?? {}).map(([name, field]) => [name, sampleOf(field, resolve)]),
      );
    default:
      return null;
  }
}

/** Codes of the shapes that contracts ask for: one must fit each pattern. */
const CODES = [
  ...['MAU', '00004', 'mau', '2026-01-05', '2026-01', '01', 'vi', '4.2.0'],
  ...[32, 40, 64].map((length) => '0'.repeat(length)),
];

function stringFor({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return '0197f000-0000-7000-8000-000000000001';
  if (format === 'date-time') return '2026-01-05T00:00:00Z';
  if (format === 'date') return '2026-01-05';
  if (format === 'uri') return 'https://mau.example/';
  if (format === 'email') return 'mau@mau.example';
  if (pattern !== undefined) {
    const fitting = CODES.find((code) => new RegExp(pattern).test(code));
    if (fitting === undefined) throw new Error(`no code of CODES fits ${pattern}`);
    return fitting;
  }
  return 'x'.repeat(Math.max(minLength, 1));
}

/** Every breach of a schema by types, lengths, counts, ranges, codes, and what is missing or too much, one at a time. */
export function breachesOf(schema: Schema, resolve: Resolve): Breach[] {
  const whole = sampleOf(schema, resolve);
  return [...faults(schema, whole, [], resolve)].map(({ what, path, value }) => ({
    what,
    path,
    value: put(whole, path, value),
  }));
}

function* faults(
  schema: Schema,
  value: unknown,
  path: readonly string[],
  resolve: Resolve,
  others: readonly string[] = [],
): Generator<Breach> {
  const one = resolve(schema);
  const alternatives = oneOf(one)?.map(resolve);
  const types = [...others, ...(alternatives?.flatMap(typesOf) ?? typesOf(one))];
  if (types.length > 0 && others.length === 0)
    for (const [type, wrong] of WRONG) if (!accepts(types, type)) yield { what: `${type} there`, path, value: wrong };
  if (alternatives) return yield* faults(alternatives[0] as Schema, value, path, resolve, types);
  if (one.enum) yield { what: 'no such code', path, value: typeof one.enum[0] === 'string' ? 'KHONG_CO' : -7 };
  for (const [what, wrong] of [...wrongStrings(one), ...wrongNumbers(one)]) yield { what, path, value: wrong };
  if (Array.isArray(value)) {
    if ((one.minItems ?? 0) > 0) yield { what: 'too few', path, value: [] };
    if (one.maxItems !== undefined)
      yield { what: 'too many', path, value: Array.from({ length: one.maxItems + 1 }, () => value[0]) };
    if (one.items) yield* faults(one.items, value[0], [...path, '0'], resolve);
  } else if (types.includes('object') && one.properties) {
    if (one.additionalProperties === false) yield { what: 'unknown field', path: [...path, 'khongCo'], value: 1 };
    for (const name of one.required ?? []) yield { what: 'missing', path: [...path, name], value: LEFT_OUT };
    for (const [name, field] of Object.entries(one.properties))
      yield* faults(field, (value as Record<string, unknown>)[name], [...path, name], resolve);
  }
}

const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['boolean', true],
  ['number', 7],
  ['string', 'chữ'],
  ['array', []],
  ['object', {}],
];
const accepts = (types: readonly string[], type: string) =>
  types.includes(type) || (type === 'number' && types.includes('integer'));

function* wrongStrings(schema: Schema): Generator<readonly [string, unknown]> {
  if (!typesOf(schema).includes('string') || schema.enum) return;
  if (schema.format !== undefined || schema.pattern !== undefined) yield ['of another form', '\u0001 không phải'];
  if ((schema.minLength ?? 0) > 0) yield ['too short', ''];
  if (schema.maxLength !== undefined) yield ['too long', 'x'.repeat(schema.maxLength + 1)];
}

function* wrongNumbers(schema: Schema): Generator<readonly [string, unknown]> {
  const types = typesOf(schema);
  if (types.includes('integer')) {
    yield ['a fraction', 1.5];
    yield ['huge', 1e300];
  }
  if (!types.includes('integer') && !types.includes('number')) return;
  if (schema.minimum !== undefined) yield ['too small', schema.minimum - 1];
  if (schema.exclusiveMinimum !== undefined) yield ['too small', schema.exclusiveMinimum];
  if (schema.maximum !== undefined) yield ['too large', schema.maximum + 1];
}

/** A copy with another value at the path. */
function put(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole)) return whole.with(Number(name), put(whole[Number(name)], rest, value));
  const copy = { ...(whole as Record<string, unknown>) };
  if (value === LEFT_OUT && rest.length === 0) delete copy[name];
  else copy[name] = put(copy[name], rest, value);
  return copy;
}
