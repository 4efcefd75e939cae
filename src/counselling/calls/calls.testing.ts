import { must } from '../../../tools/test/test-result.ts';
import { plantAccount } from '../../channels/accounts/account.testing.ts';
import { forgetAccount } from '../../channels/accounts/open-account.ts';
import { workAllLanes } from '../../channels/inbound/inbound.testing.ts';
import { receiveCall } from '../../channels/inbound/receive-call.ts';
import { signedHeaders } from '../../channels/standard-webhook.ts';
import { accountOf } from '../../channels/telephone/telephone.testing.ts';
import { newId, type PersonActor } from '../../kernel/index.ts';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { type CounsellingHome, openCounsellingHome } from '../testing.ts';
import { openCall } from './call-sealing.ts';
import { setOwnExtension } from './own-extension.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a test key..').toString('base64')}`;

/** The desk with an exchange that speaks by signed calls, in both ways. */
export interface CallHome extends CounsellingHome {
  /** What the exchange was asked for, the oldest first. */
  readonly commands: { readonly type: string; readonly call: string; readonly [name: string]: unknown }[];
  readonly exchange: LocalServer;
  /** The account of the exchange; browsers may be its telephones. */
  readonly account: string;
  /** Whether the exchange does what it is asked. */
  obey(yes: boolean): void;
  /** The exchange tells a step, so many seconds after now: it is verified, stored and worked on. */
  tell(call: string, type: string, more?: Readonly<Record<string, unknown>>, seconds?: number): Promise<void>;
  /** The same, stored and not yet worked on. */
  bring(call: string, type: string, more?: Readonly<Record<string, unknown>>): Promise<void>;
  tellOpen(calls: readonly string[]): Promise<void>;
  /** The contact that a call became. */
  contactOf(call: string): Promise<string>;
  row(contact: string): Promise<Record<string, unknown>>;
  withPhone(extension: string, ...on: Parameters<CounsellingHome['onShift']>): Promise<PersonActor>;
  /** What the account says of recording; `unreadable` is nothing that an account can say. */
  setRecording(to: 'off' | 'by-law' | 'unreadable'): Promise<void>;
}

export async function openCallHome(now?: string): Promise<CallHome> {
  const home = await openCounsellingHome(now, { CHANNEL_NETWORKS: '127.0.0.0/8' });
  const commands: CallHome['commands'] = [];
  let obeys = true;
  const exchange = await localServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    commands.push(JSON.parse(text));
    response.writeHead(obeys ? 202 : 500).end();
  });
  const { settings } = accountOf(
    {
      exchange: 'webhook',
      address: `${exchange.url}/commands`,
      softphoneAddress: 'wss://pbx.example.vn:7443/ws',
      softphoneIce: 'turn:turn.example.vn:3478',
    },
    SECRET,
  );
  const { kernel } = home;
  const id = await plantAccount(home, {
    adapter: 'telephone',
    name: '111',
    address: '111',
    settings: { ...settings, recording: 'off' },
    secrets: { secret: SECRET, turn: 'key of the relay' },
  });
  const bring = async (body: object): Promise<void> => {
    const text = JSON.stringify(body);
    const headers = new Headers(signedHeaders(SECRET, newId<'message'>(), text, home.clock.now()));
    must(await receiveCall(home.public(), { account: id, request: { body: Buffer.from(text), headers } }));
  };
  const hear = async (body: object): Promise<void> => {
    await bring(body);
    await workAllLanes(home);
    // As the ticker does when it hears of it.
    await offerContacts(home.platform());
  };
  const at = (seconds: number) => new Date(home.clock.now().getTime() + seconds * 1_000).toISOString();
  const self: CallHome = {
    ...home,
    commands,
    exchange,
    account: id,
    obey: (yes) => {
      obeys = yes;
    },
    tell: async (call, type, more = {}, seconds = 0) => {
      await hear({ type: `call.${type}`, call, at: at(seconds), ...more });
    },
    bring: (call, type, more = {}) => bring({ type: `call.${type}`, call, at: at(0), ...more }),
    tellOpen: async (calls) => {
      await hear({ type: 'calls.open', calls, at: at(1) });
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
        JSON.stringify({ ...settings, recording: to }),
        id,
      ]);
      forgetAccount(kernel, id);
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
