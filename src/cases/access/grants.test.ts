import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { kernelModule, ok, type PersonActor } from '../../kernel/index.ts';
import { caseView, decide, endAccess, grantsToRecertify, openForm, recertifyGrant } from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
const soon = () => new Date(home.clock.now().getTime() + 86_400_000);

describe('a grant', () => {
  it('opens its classes for its purpose and time, and ends at once', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const form = async () => must(await caseView(await one.officer(), one.on)).file?.forms[0]?.id as string;
    const police = (more: Partial<PersonActor> = {}) => home.as(home.police, more);
    expect(code(await caseView(await police(), one.on))).toBe('record.not-found');
    expect(code(await one.grant({}, 'officer'))).toBe('access.not-permitted');
    expect(code(await one.grant({ purpose: 'statistics' as 'protection' }))).toBe('grant.purpose-invalid');
    expect(code(await one.grant({ until: new Date('2030-01-01') }))).toBe('grant.purpose-invalid');
    const { grant } = must(await one.grant());
    // Why, is sealed with the case and stands nowhere in the clear.
    const kept = await home.owner.query('select reason from kernel.need_to_know where id = $1', [grant]);
    expect(kept.rows).toEqual([{ reason: 'sealed' }]);
    const told = must(await caseView(await one.chair(), { ...one.on, read: ['narrative'] })).file?.texts;
    expect(told?.[`reason:grant:${grant}`]).toBe('Xác minh.');
    expect(must(await caseView(await police(), one.on)).file?.readable).toEqual(['narrative']);
    const read = must(
      await openForm(await police(), { ...one.on, form: await form(), read: ['narrative', 'identity'] }),
    );
    expect(read.answers.present_state).toBeDefined();
    expect(read.answers.child_name).toBeUndefined();
    expect(read.masked).toContain('identity');
    expect(must(await caseView(await police({ purpose: 'statistics' }), one.on)).file).toBeNull();
    expect(
      code(await decide(await police(), { ...one.on, version: await one.version(), act: 'start-initial-risk' })),
    ).toBe('access.not-permitted');
    must(await endAccess(await one.chair(), { ...one.on, grant }));
    // The session still carries the grant; the database no longer does.
    expect(
      code(
        await caseView(
          await police({
            grants: [
              {
                objectKind: 'case',
                objectId: one.on.case,
                fieldClasses: ['triage', 'narrative'],
                purpose: 'investigation',
                until: soon(),
              },
            ],
          }),
          one.on,
        ),
      ),
    ).toBe('record.not-found');
    const { rows } = await home.owner.query(
      "select count(*)::int as n from kernel.wrapped_key as w join kernel.data_key as k on k.id = w.data_key_id where k.object_id = $1 and w.holder = 'CAX-00004'",
      [one.on.case],
    );
    expect(rows[0].n).toBe(0);
  });

  it('holds the keys no longer than it lasts: a person’s that is ended, one that runs out, and not where another needs them', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const scope = { objectKind: 'case', objectId: one.on.case, fieldClass: 'narrative' } as const;
    const opens = async () => {
      const found = await home
        .platform()
        .transaction(async (tx) => ok(await home.kernel.sealing.openKey(tx, scope, 'CAX-00004')));
      return found.ok && found.value !== undefined;
    };
    const wraps = async () =>
      Number(
        (
          await home.owner.query(
            "select count(*)::int as n from kernel.wrapped_key as w join kernel.data_key as k on k.id = w.data_key_id where k.object_id = $1 and w.holder = 'CAX-00004'",
            [one.on.case],
          )
        ).rows[0].n,
      );
    const to = { kind: 'person', person: home.police.person, agency: 'CAX-00004' } as const;
    const give = async (days: number, classes: readonly ('narrative' | 'identity')[]) =>
      must(await one.grant({ to, classes, until: new Date(home.clock.now().getTime() + days * 86_400_000) })).grant;
    const long = await give(30, ['narrative']);
    const other = await give(30, ['narrative', 'identity']);
    expect([await opens(), await wraps()]).toEqual([true, 2]);
    must(await endAccess(await one.chair(), { ...one.on, grant: other }));
    // The narrative is still needed, the identity no more.
    expect([await opens(), await wraps()]).toEqual([true, 1]);
    must(await endAccess(await one.chair(), { ...one.on, grant: long }));
    expect([await opens(), await wraps()]).toEqual([false, 0]);
    await give(1, ['narrative']);
    expect([await opens(), await wraps()]).toEqual([true, 1]);
    home.clock.advance(2 * 86_400_000);
    // It opens nothing from the moment on, though the row goes an hour later at most.
    expect([await opens(), await wraps()]).toEqual([false, 1]);
    const services = {
      kernel: home.kernel,
      service: () => {
        throw new Error('not asked');
      },
    };
    await kernelModule
      .jobs?.(services)
      .find(({ name }) => name === 'kernel.delete-ended-wraps')
      ?.run(home.platform(), {});
    expect(await wraps()).toBe(0);
    // The owner's own stays.
    const own = await home
      .platform()
      .transaction(async (tx) => ok(await home.kernel.sealing.openKey(tx, scope, 'UBND-00004')));
    expect(own.ok && own.value !== undefined).toBe(true);
  });

  it('is looked at again: listed after N days, confirmed or ended', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const to = { kind: 'agency', agency: 'SYT-01' } as const;
    const until = new Date(home.clock.now().getTime() + 100 * 86_400_000);
    const first = must(await one.grant({ to, classes: [], purpose: 'protection', until, reason: 'a' }));
    const second = must(await one.grant({ to, classes: [], purpose: 'protection', until, reason: 'b' }));
    const listed = async (dueSoon = true) =>
      must(await grantsToRecertify(await one.chair(), { dueSoon }))
        .filter((row) => row.case === one.on.case)
        .map((row) => row.grant);
    // Ninety days by the rule; two thirds of them later they are due soon.
    expect(await listed()).toEqual([]);
    expect((await listed(false)).sort()).toEqual([first.grant, second.grant].sort());
    home.clock.advance(61 * 86_400_000);
    expect((await listed()).sort()).toEqual([first.grant, second.grant].sort());
    expect(code(await grantsToRecertify(await one.officer(), { dueSoon: true }))).toBe('access.not-permitted');
    must(await recertifyGrant(await one.chair(), { ...one.on, grant: first.grant, keep: true }));
    must(await recertifyGrant(await one.chair(), { ...one.on, grant: second.grant, keep: false }));
    expect(await listed()).toEqual([]);
    expect(must(await caseView(await one.chair(), one.on)).file?.access.map((row) => row.grant)).toEqual([first.grant]);
  });
});
