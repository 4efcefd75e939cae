import type { AccountField } from '../../../../src/channels/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';

/** A field of the form, with its words. */
export interface FieldView extends Pick<AccountField, 'name' | 'part' | 'input' | 'required'> {
  /** It has a value that is right for nearly everybody. */
  readonly usual: boolean;
  readonly label: string;
  readonly options: { readonly value: string; readonly label: string }[];
  readonly value: string;
}

/** The fields of a kind of account; what was entered of the settings stands in them, and of the secrets nothing. */
export function fieldViews(
  fields: readonly AccountField[],
  settings: Readonly<Record<string, unknown>> | undefined,
): FieldView[] {
  return fields.map((field) => {
    const known = field.part === 'settings' ? settings?.[field.name] : undefined;
    return {
      name: field.name,
      part: field.part,
      input: field.input,
      required: field.required && (field.part === 'settings' || settings === undefined),
      usual: field.default !== '',
      label: words('channel_field', field.name),
      options: optionsOf(field),
      value: known === undefined ? field.default : Array.isArray(known) ? known.join(', ') : String(known),
    };
  });
}

function optionsOf({ input, choices, required, default: usual }: AccountField): FieldView['options'] {
  if (input === 'yes-no') return ['false', 'true'].map((value) => ({ value, label: words('channel_yes', value) }));
  const open = input === 'choice' && !required && usual === '';
  return [
    ...(open ? [{ value: '', label: '–' }] : []),
    ...choices.map((value) => ({ value, label: words('channel_choice', value) })),
  ];
}

/** What was written, for a form that is drawn anew without scripts; never a secret. */
export const shownAgain = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form.keys()].filter((name) => !name.startsWith('secrets.')).map((name) => [name, text(form, name)]),
  );

/** What was sent of an account. Secrets are there where one of them was entered: all of them are then. */
export function accountOf(
  { app, ctx, form }: { readonly app: LaChan; readonly ctx: Ctx; readonly form: FormData },
  channel: string,
) {
  const { accountFieldValue, accountKinds } = app.modules.channels;
  const fields = accountKinds(ctx).find(({ code }) => code === channel)?.fields ?? [];
  const part = (wanted: AccountField['part']): Record<string, unknown> =>
    Object.fromEntries(
      fields
        .filter((field) => field.part === wanted)
        .map((field) => [field.name, accountFieldValue(field, text(form, `${wanted}.${field.name}`))] as const)
        .filter(([, value]) => value !== undefined),
    );
  return {
    name: text(form, 'name'),
    address: text(form, 'address'),
    settings: part('settings'),
    secrets: part('secrets'),
  };
}
