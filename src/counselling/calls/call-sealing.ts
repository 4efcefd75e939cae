import { blindIndex, type Kernel, keyedDigest, type SealedColumn } from '../../kernel/index.ts';
import type { PhoneCallRow } from './call-tables.ts';

/** What is sealed of a call: nobody reads it but whoever has the contact, and the exchange. */
export interface CallSecrets {
  /** The exchange's identifier of the call. */
  readonly call: string;
  /** E.164; null where the caller hides it. */
  readonly number: string | null;
  /** The exchange's name of the words that were left: they stay there. */
  readonly voicemail: string | null;
  /** The exchange's name of the recording that runs. */
  readonly recording: string | null;
}

const contextOf = (id: string) => `counselling.phone-call|${id}`;

export const callSealed: readonly SealedColumn[] = [
  { table: 'counselling.phone_call', key: ['id'], column: 'sealed', context: (row) => contextOf(String(row.id)) },
];

const softphoneContext = (person: string) => `counselling.softphone|${person}`;

export const softphoneSealed: readonly SealedColumn[] = [
  {
    table: 'counselling.phone_extension',
    key: ['person'],
    column: 'softphone_password',
    context: (row) => softphoneContext(String(row.person)),
  },
];

/** The password of a person's extension at the exchange. */
export async function sealPassword({ vault }: Kernel, person: string, password: string): Promise<Buffer> {
  return Buffer.from(await vault.wrap(Buffer.from(password, 'utf8'), softphoneContext(person)));
}

export async function openPassword({ vault }: Kernel, person: string, sealed: Buffer): Promise<string> {
  return Buffer.from(await vault.unwrap(sealed, softphoneContext(person))).toString('utf8');
}

export async function sealCall({ vault }: Kernel, id: string, secrets: CallSecrets): Promise<Buffer> {
  return Buffer.from(await vault.wrap(Buffer.from(JSON.stringify(secrets), 'utf8'), contextOf(id)));
}

export async function openCall(
  { vault }: Kernel,
  { id, sealed }: Pick<PhoneCallRow, 'id' | 'sealed'>,
): Promise<CallSecrets> {
  return JSON.parse(Buffer.from(await vault.unwrap(sealed, contextOf(id))).toString('utf8'));
}

/** The same call of the same exchange gives the same mark. */
export const callMark = ({ vault }: Kernel, account: string, call: string): Promise<Buffer> =>
  keyedDigest(vault, 'counselling.phone-call', `${account}|${call}`);

/** Of a number, so that an earlier call from it is found: a hint for the desk, and never a person. */
export const numberMark = ({ vault }: Kernel, number: string): Promise<Buffer> =>
  blindIndex(vault, 'call-number', number);
