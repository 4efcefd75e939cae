import { z } from 'zod';
import type { ChannelAdapter } from '../adapter.ts';

/** A field of a form in which an account is connected, as the adapter's own schema says it. */
export interface AccountField {
  readonly name: string;
  readonly part: 'settings' | 'secrets';
  readonly input: 'line' | 'text' | 'number' | 'choice' | 'yes-no' | 'list';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly default: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** What nobody enters: what the house makes once for the life of an account, and what its network gives to whoever agrees on its page. */
const isEntered = ({ consent }: ChannelAdapter, name: string): boolean =>
  name !== 'replySecret' && !consent?.gives.includes(name);

/** Of an account's secrets what stays when new ones are entered. */
export const kept = (
  adapter: ChannelAdapter,
  secrets: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => !isEntered(adapter, name)));

export function fieldsOf(adapter: ChannelAdapter): AccountField[] {
  return (['settings', 'secrets'] as const).flatMap((part) => {
    const schema = z.toJSONSchema(adapter[part], { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    return Object.entries(schema.properties ?? {})
      .filter(([name]) => isEntered(adapter, name))
      .map(([name, field]) => ({
        name,
        part,
        input: inputOf(field),
        choices: field.enum ?? [],
        required: schema.required?.includes(name) ?? false,
        default: field.default === undefined || typeof field.default === 'object' ? '' : String(field.default),
      }));
  });
}

/** Longer than any word or address: a certificate, of several lines. */
const LINES_FROM = 5_000;

function inputOf({ type, enum: choices, maxLength = 0 }: JsonSchema): AccountField['input'] {
  if (choices) return 'choice';
  if (maxLength >= LINES_FROM) return 'text';
  if (type === 'array') return 'list';
  return type === 'boolean' ? 'yes-no' : type === 'integer' || type === 'number' ? 'number' : 'line';
}

/** What was written in a field, as the schema wants it; what is empty was not said. */
export function accountFieldValue({ input }: AccountField, written: string): unknown {
  const text = written.trim();
  if (text === '') return undefined;
  if (input === 'yes-no') return text === 'true';
  if (input === 'list') return text.split(/[\s,]+/).filter((one) => one !== '');
  return input === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
}
