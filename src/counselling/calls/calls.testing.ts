import { must } from '../../../tools/test/test-result.ts';
import { newAccountKey, sealSecrets } from '../../channels/accounts/account-sealing.ts';
import { insertAccount } from '../../channels/accounts/account-store.ts';
import { receiveCall } from '../../channels/telephone/call-webhook.ts';
import { signedHeaders } from '../../channels/telephone/standard-webhook.ts';
import { accountOf } from '../../channels/telephone/telephone.testing.ts';
import { newId, ok, type PersonActor, type Result } from '../../kernel/index.ts';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { type CounsellingHome, openCounsellingHome } from '../testing.ts';
import { openCall } from './call-sealing.ts';
import { callReceiver } from './hear-call.ts';
import { setOwnExtension } from './own-extension.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a test key..').toString('base64')}`;

/** The desk with an exchange that speaks by signed calls, in both ways. */
export interface CallHome extends CounsellingHome {
  /** What the exchange was asked for, the oldest first. */
  readonly commands: { readonly type: string; readonly call: string; readonly [name: string]: unknown }[];
  readonly exchange: LocalServer;
  /** Whether the exchange does what it is asked. */
  obey(yes: boolean): void;
  /** The exchange tells a step, so many seconds after now. @returns what came of it */
  tell(call: string, type: string, more?: Readonly<Record<string, unknown>>, seconds?: number): Promise<void>;
  tellOpen(calls: readonly string[]): Promise<void>;
  /** The contact that a call became. */
  contactOf(call: string): Promise<string>;
  row(contact: string): Promise<Record<string, unknown>>;
  withPhone(extension: string, ...on: Parameters<CounsellingHome['onShift']>): Promise<PersonActor>;
  /** What the account says of recording. */
  setRecording(to: 'off' | 'by-law'): Promise<void>;
}

export async function openCallHome(): Promise<CallHome> {
  const home = await openCounsellingHome(undefined, { CHANNEL_NETWORKS: '127.0.0.0/8' });
  const commands: CallHome['commands'] = [];
  let obeys = true;
  const exchange = await localServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    commands.push(JSON.parse(text));
    response.writeHead(obeys ? 202 : 500).end();
  });
  const id = newId<'channel-account'>();
  const settings = (recording: 'off' | 'by-law') => ({
    ...accountOf({ exchange: 'webhook', address: `${exchange.url}/commands`, recording }, SECRET).settings,
  });
  const { kernel } = home;
  const now = home.clock.now();
  must(
    await home.platform().transaction(async (tx) => {
      await insertAccount(tx, {
        id,
        agency: HELPLINE.agency,
        adapter: 'telephone',
        name: '111',
        address: '111',
        settings: settings('off'),
        sealed_secrets: await sealSecrets(kernel, id, { secret: SECRET }),
        sealed_key: await newAccountKey(kernel, id),
        state: 'open',
        state_reason: null,
        state_since: now,
        service_name: null,
        checked_at: null,
        check_failure: null,
        last_event_at: null,
        last_sent_at: null,
        alive_at: null,
        token_ends_at: null,
        renewed_at: null,
        renew_failure: null,
        malformed: 0,
        seen: 0,
        down_since: null,
        down_by: null,
        down_sentence: null,
        is_demonstration: false,
        created_by: 'test',
        created_at: now,
        changed_by: 'test',
        changed_at: now,
        version: 1,
      });
      return ok();
    }),
  );
  const facts = {
    id,
    agency: HELPLINE.agency,
    adapter: 'telephone',
    name: '111',
    address: '111',
    is_demonstration: false,
  } as const;
  const hear = async (body: object): Promise<Result<void>> => {
    const text = JSON.stringify(body);
    const at = home.clock.now();
    const headers = new Headers(signedHeaders(SECRET, newId<'message'>(), text, at));
    const account = accountOf({ exchange: 'webhook' }, SECRET);
    const events = must(receiveCall({ body: Buffer.from(text), headers }, account, at));
    const ctx = home.platform();
    for (const event of events) {
      const inbound = { id: newId<'inbound-event'>(), account: facts, event, conversation: null, receivedAt: at };
      must(await ctx.transaction((tx) => callReceiver.take(ctx, tx, inbound)));
    }
    // As the ticker does when it hears of it.
    await offerContacts(ctx);
    return ok();
  };
  const at = (seconds: number) => new Date(home.clock.now().getTime() + seconds * 1_000).toISOString();
  const self: CallHome = {
    ...home,
    commands,
    exchange,
    obey: (yes) => {
      obeys = yes;
    },
    tell: async (call, type, more = {}, seconds = 0) => {
      must(await hear({ type: `call.${type}`, call, at: at(seconds), ...more }));
    },
    tellOpen: async (calls) => {
      must(await hear({ type: 'calls.open', calls, at: at(1) }));
    },
    contactOf: async (call) => {
      const { rows } = await home.owner.query<{ id: string; contact_id: string }>(
        'select id, contact_id from counselling.phone_call order by came_at desc, id desc',
      );
      for (const { id: row, contact_id } of rows) {
        const { rows: sealed } = await home.owner.query('select id, sealed from counselling.phone_call where id = $1', [
          row,
        ]);
        if ((await openCall(kernel, sealed[0])).call === call) return contact_id;
      }
      throw new Error('no such call');
    },
    row: async (contact) => {
      const { rows } = await home.owner.query(
        'select * from counselling.phone_call where contact_id = $1 order by came_at desc, id desc limit 1',
        [contact],
      );
      return rows[0];
    },
    withPhone: async (extension, ...on) => {
      const person = await home.onShift(...on);
      must(await setOwnExtension(home.at(person), { extension }));
      return person;
    },
    setRecording: async (to) => {
      await home.owner.query('update channels.channel_account set settings = $1 where id = $2', [
        JSON.stringify(settings(to)),
        id,
      ]);
    },
    clear: async () => {
      await home.clear();
      await home.owner.query('delete from counselling.call_back');
      await home.owner.query('delete from counselling.phone_call');
      await home.owner.query('delete from counselling.phone_extension');
      commands.length = 0;
      obeys = true;
    },
  };
  return self;
}
