import pg from 'pg';
import { expect, test } from 'vitest';
import { modules } from '../../apps/server/modules.ts';
import { type Actor, anonymous } from '../../src/kernel/index.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';

const home = fileFixture(() => openTestKernel());

/**
 * Tables that the app's role reads without a row lock, and why that is right. Whatever else comes must be locked, or be
 * entered here with its reason.
 */
const UNLOCKED: Readonly<Record<string, string>> = {
  'cases.form_definition': 'the forms as they are printed, without an answer',
  'counselling.on_call_region': 'the regions of 111’s offices',
  'counselling.roster_shift_kind': 'the shifts of a day',
  'hashes.change_head': 'one number: how far the log of changes has come',
  'kernel.vault_check': 'one sealed word, by which a vault is known again',
  'learning.shelf': 'one number: how often what is published has changed',
  'members.agency_predecessor': 'which public agency came before which',
  'members.seed_state': 'digests of the code’s own data',
  'vocabulary.*': 'public code lists and units',
};

test('every table that the app’s role reaches is locked and forced, or is known not to need it', async () => {
  const { rows } = await home.owner.query<{ name: string; schema: string; locked: boolean; owner: string }>(
    `select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relrowsecurity and c.relforcerowsecurity as locked
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
       and (has_any_column_privilege('lachan_app', c.oid, 'select') or has_any_column_privilege('lachan_app', c.oid, 'update')
         or has_table_privilege('lachan_app', c.oid, 'delete'))
     order by 1`,
  );
  const open = rows.filter(({ locked, schema }) => !locked && schema !== 'vocabulary').map(({ name }) => name);
  expect(open).toEqual(Object.keys(UNLOCKED).filter((name) => !name.endsWith('*')));
  for (const personal of ['intake.report', 'intake.sealed_part', 'intake.message', 'members.person', 'members.session'])
    expect(rows.find(({ name }) => name === personal)?.locked, personal).toBe(true);
});

/** The kernel's tables whose rows belong to records of any module. */
const OF_RECORDS = [
  ...['audit_entry', 'audit_head', 'audit_publication', 'audit_seal', 'audit_sealed_head', 'data_key', 'desk_key'],
  ...['exclusion', 'need_to_know', 'wrapped_key'],
].map((name) => `kernel.${name}`);
const policies = modules.flatMap(({ schema }) => schema?.policies ?? []);

test('a table is locked by one policy, or follows the one that leads it by a key to it, or is the kernel’s', async () => {
  const { rows: locked } = await home.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relrowsecurity and n.nspname <> 'graphile_worker' order by 1`,
  );
  const named = policies.flatMap(({ source }) => [source.table, ...(source.followers ?? []).map(({ table }) => table)]);
  expect([...named, ...OF_RECORDS].sort()).toEqual(locked.map(({ name }) => name).sort());
  const { rows: keys } = await home.owner.query<{ key: string }>(
    `select conrelid::regclass || '.' || attname || ' ' || confrelid::regclass as key
     from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1] where contype = 'f'`,
  );
  const known = new Set(keys.map(({ key }) => key));
  const loose = policies.flatMap(({ source }) =>
    (source.followers ?? [])
      .map(({ table, column }) => `${table}.${column} ${source.table}`)
      .filter((key) => !known.has(key)),
  );
  expect(loose).toEqual([]);
});

test('a policy reads columns that its table has, of the type that it says, and says under which name the kernel knows its rows', async () => {
  const { rows } = await home.owner.query<{ name: string; type: string }>(
    `select table_schema || '.' || table_name || '.' || column_name as name,
       case data_type when 'timestamp with time zone' then 'timestamptz' else data_type end as type from information_schema.columns`,
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const wrong = policies.flatMap(({ source }) =>
    Object.entries(source.columns)
      .map(([column, type]) => [`${source.table}.${column}`, type, types.get(`${source.table}.${column}`)] as const)
      .filter(([, said, is]) => said !== is),
  );
  expect(wrong).toEqual([]);
  const kinds = policies.flatMap(({ source: { objectKind, table } }) => (objectKind ? [`${objectKind} ${table}`] : []));
  expect(kinds.sort()).toEqual([
    'case cases.protection_case',
    'contact counselling.contact',
    'content-item takedown.item',
    'offence-file offences.offence_file',
    'referral cases.referral',
    'report intake.report',
    'series counselling.series',
    'shift-handover counselling.shift_handover',
    'supplement cases.supplement',
  ]);
  for (const { source } of policies) expect(source.resource).toMatch(/^[a-z][a-z_-]+$/);
});

test('the app’s role is no owner of anything and goes around no lock', async () => {
  const { rows } = await home.owner.query(
    `select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
       (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned,
       (select count(*)::int from pg_auth_members where member = pg_roles.oid) as member_of
     from pg_roles where rolname = 'lachan_app'`,
  );
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: false,
      owned: 0,
      member_of: 0,
    },
  ]);
});

/** Rows that the app may remove: short-lived ones, and drafts and lists that are written anew; all else is only marked. */
const DELETED = [
  'cases.identity_key',
  'cases.plan_action',
  'cases.plan_monitoring',
  'cases.referral_attachment',
  'cases.referral_part',
  'channels.account_consent',
  'channels.inbound_event',
  'channels.push_device',
  'counselling.contact_session',
  'counselling.practice',
  'counselling.practice_share',
  'counselling.private_note',
  'counselling.roster_assignment',
  'counselling.roster_on_call',
  'counselling.series',
  'hashes.entry_signal',
  'hashes.import_line',
  'hashes.list_member',
  'hashes.list_rule',
  'hashes.match_rate',
  'intake.receipt',
  'intake.receipt_attempt',
  'intake.receipt_session',
  'intake.removal_session',
  'intake.report_incident',
  'intake.undoable_act',
  'kernel.wrapped_key',
  'learning.campaign_item',
  'learning.class',
  'learning.class_answered',
  'learning.product_place',
  'listening.cluster',
  'listening.cluster_band',
  'listening.label_decision',
  'listening.observation',
  'listening.observation_text',
  'listening.pseudonym_key',
  'listening.queue',
  'listening.relink',
  'listening.review_task',
  'listening.signal',
  'listening.text_key',
  'listening.training_text',
  'listening.trend',
  'listening.verdict',
  'members.passkey',
  'members.pending_sign_in',
  'members.recovery_code',
  'members.session',
  'members.sign_in_attempt',
  'members.totp',
  // Selections of the graph that somebody kept for themselves.
  'offences.graph_view',
  // What was said before in other words.
  'offences.wording',
  'offences.wording_band',
  // Forms that are two big lists old, and what was signed a month ago.
  'takedown.block_file',
  'takedown.block_metadata',
  // Of a draft alone, which nobody outside has seen: their tables refuse it later.
  'voice.option',
  'voice.statement',
  'work.presence',
];

/**
 * Tables whose rows the app's role may change and whose policy says no more of it: whoever sees a row may change it. Whatever
 * else comes says who of those may (`updatable`), or is entered here with its reason.
 */
const CHANGED_BY_WHO_SEES: Readonly<Record<string, string>> = {
  'cases.contact_request': 'the two communes of a request, of which one answers',
  'cases.referral': 'who sends it and who answers it',
  'cases.supplement': 'who owes it writes it, and who is to have it takes it in',
  'cases.track': 'its own agency',
  'clocks.escalation': 'the agency that was told, which says that it has seen it',
  'counselling.contact':
    'the desk, the child, and whoever was let in, who keeps it from others while they read its lines',
  'counselling.forecast_event': 'the desk’s supervisors',
  'counselling.leave': 'who asked takes it back, and a supervisor decides',
  'counselling.practice': 'its person',
  'counselling.roster': 'supervisors plan; two helpers who swap keep it from others meanwhile',
  'counselling.shift_swap': 'who asked takes it back, and who was asked answers',
  'hashes.entry': 'each who sees an entry has an act on it; which and when, its verbs say',
  'hashes.import_batch': 'the operators of its agency',
  'learning.campaign': 'the editors, who plan together',
  'learning.item': 'the editors; which of them when, its verbs say',
  'members.passkey': 'its person',
  'members.password': 'its person',
  'members.recovery_code': 'its person',
  'members.totp': 'its person',
  'recordings.recording': 'who answers for recordings',
  'recordings.spoken_text': 'the editors, by the verbs of the text it belongs to',
  'work.notice': 'its receiver',
};

test('who sees a row and who changes it are told apart, or are known to be the same', async () => {
  const { rows } = await home.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relrowsecurity and has_any_column_privilege('lachan_app', c.oid, 'update') order by 1`,
  );
  const changed = new Set(rows.map(({ name }) => name));
  const silent = policies.filter(({ source }) => changed.has(source.table) && source.updatable === undefined);
  // Where only the platform sees a row, nobody else changes it.
  const seen = silent.filter(({ source }) => source.visible.op !== 'actor-kind');
  expect(seen.map(({ source }) => source.table).sort()).toEqual(Object.keys(CHANGED_BY_WHO_SEES));
});

test('the app’s role deletes what is known to be removable, truncates nothing, and cannot reach the queue or a schema’s making', async () => {
  const { rows } = await home.owner.query<{ name: string; deletes: boolean; truncates: boolean }>(
    `select n.nspname || '.' || c.relname as name, has_table_privilege('lachan_app', c.oid, 'delete') as deletes,
       has_table_privilege('lachan_app', c.oid, 'truncate') or has_table_privilege('lachan_app', c.oid, 'trigger') as truncates
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  expect(rows.filter(({ deletes }) => deletes).map(({ name }) => name)).toEqual(DELETED);
  expect(rows.filter(({ truncates }) => truncates)).toEqual([]);
  const { rows: schemas } = await home.owner.query(
    `select nspname from pg_namespace where nspname not like 'pg_%' and
       (has_schema_privilege('lachan_app', oid, 'create') or nspname = 'graphile_worker' and has_schema_privilege('lachan_app', oid, 'usage'))`,
  );
  expect(schemas).toEqual([]);
});

test('a function that runs as the owner names its tables in full', async () => {
  const { rows } = await home.owner.query(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
       and not coalesce(p.proconfig @> array['search_path=""'], false)`,
  );
  expect(rows).toEqual([]);
});

/** Runs one statement as the app's role, as an actor or as nobody, and undoes it. @returns the code of the error, or `done` */
async function tried(client: pg.Client, actor: Actor | undefined, statement: string): Promise<string> {
  await client.query('begin');
  try {
    if (actor) await home.become(client, actor);
    await client.query(statement);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('rollback');
  }
}

test('what stands open to everybody is written by the platform alone', async () => {
  const { rows } = await home.owner.query<{ name: string; columns: string }>(
    `select n.nspname || '.' || c.relname as name,
       (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and attidentity <> 'a') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and not c.relrowsecurity
       and (has_any_column_privilege('lachan_app', c.oid, 'insert') or has_any_column_privilege('lachan_app', c.oid, 'update'))
     order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'cases.form_definition',
    'members.agency_predecessor',
    'members.seed_state',
    'vocabulary.deadline_rule',
    'vocabulary.holiday',
  ]);
  const client = new pg.Client({ connectionString: home.appUrl });
  await client.connect();
  try {
    for (const { name, columns } of rows)
      for (const actor of [undefined, anonymous, testPerson(['sysadmin', 'ministry_child_officer'], 'MOH-MCD')])
        expect([
          name,
          await tried(client, actor, `insert into ${name} (${columns}) select ${columns} from ${name} limit 1`),
        ]).toEqual([name, '42501']);
    for (const statement of [
      'update vocabulary.deadline_rule set amount = 99',
      'update vocabulary.holiday set withdrawn = true',
    ])
      expect([statement, await tried(client, testPerson('sysadmin', 'MOH-MCD'), statement)]).toEqual([
        statement,
        '42501',
      ]);
  } finally {
    await client.end();
  }
});

/** Functions that change something as the owner of the tables, each called as somebody who is not proven would. */
const CHANGES: Readonly<Record<string, string>> = {
  'clocks.end_clocks': "('case', uuidv7(), null, now(), 'met')",
  'clocks.resume_clocks': "('case', uuidv7(), now())",
  'hashes.close_window': '(now())',
  'hashes.prune_changes': '(now(), now())',
  'hashes.put_signals': "('{pdq}', '{x}', '{null}', '{x}', '{1}', array[uuidv7()])",
  'hashes.record_changes': '(array[uuidv7()])',
  'hashes.record_member_change': "('C111', uuidv7(), true)",
  'kernel.add_first_desk_key': "('STILL-TO-COME', 'x', 'x')",
  'kernel.append_audit': "('[]')",
  'kernel.become': "('{}', uuidv7(), 0, 'x')",
  'kernel.enqueue': "('cases.expire-referrals', '{}', now(), null)",
};
/** These may be called by anybody, since they do only what is due anyway or nothing without an actor. */
const HARMLESS: Readonly<Record<string, string>> = {
  'hashes.unseal_verdicts': 'shows verdicts once enough were given',
  'kernel.key_is_new': 'says of a key whether this transaction wrote it; changes nothing',
  'listening.unseal_decisions': 'shows decisions once enough were given',
  'takedown.unseal_grades': 'shows grades once the item is decided',
  'work.post_notices': 'takes the moment from the actor, and fails without one',
};

test('a function that changes something as the owner does nothing for who is not proven', async () => {
  const { rows } = await home.owner.query<{ name: string }>(
    `select distinct n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype
       and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
       and has_function_privilege('lachan_app', p.oid, 'execute') order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([...Object.keys(CHANGES), ...Object.keys(HARMLESS)].sort());
  const client = new pg.Client({ connectionString: home.appUrl });
  await client.connect();
  try {
    for (const [name, given] of Object.entries(CHANGES))
      expect([name, await tried(client, undefined, `select ${name}${given}`)]).toEqual([
        name,
        expect.stringMatching(/^(42501|LC00[12])$/),
      ]);
    // Nor for somebody who is, where it is the platform's alone.
    for (const name of [
      'clocks.end_clocks',
      'clocks.resume_clocks',
      'kernel.add_first_desk_key',
      'hashes.prune_changes',
    ])
      expect([name, await tried(client, testPerson('sysadmin', 'MOH-MCD'), `select ${name}${CHANGES[name]}`)]).toEqual([
        name,
        '42501',
      ]);
  } finally {
    await client.end();
  }
});
