import type { AccessChange, AccessNow, Sensitivity } from '../../../../src/cases/index.ts';
import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { agencyFrom, agencyNames } from '../agency/agencies.server.ts';
import { field, text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';
import { reasonWords } from './access-words.server.ts';

type Person = AccessNow['people'][number];

/** How one person stands to one class of the case's texts, before and after the change. */
export interface SimulatedCell {
  readonly before: boolean;
  readonly after: boolean;
  readonly afterProof: boolean;
}

export interface SimulatedPerson {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly agency: string;
  readonly why: readonly string[];
  readonly cells: readonly SimulatedCell[];
  readonly changed: boolean;
}

export interface SimulationView {
  readonly reference: string;
  readonly owner: string;
  readonly sensitivity: string;
  readonly change: boolean;
  readonly classes: readonly { readonly code: string; readonly name: string }[];
  readonly people: readonly SimulatedPerson[];
  /** For a role that was tried: what whoever holds it could read. */
  readonly holder: readonly string[] | null;
}

/** The change that the form describes; absent where it asks only who could read the case now. */
async function changeOf(app: App, ctx: Ctx, form: FormData): Promise<Result<AccessChange | undefined>> {
  const done = (value: AccessChange | undefined) => ({ ok: true, value }) as const;
  const kind = text(form, 'change');
  if (kind === 'label') return done({ kind, sensitivity: text(form, 'sensitivity') as Sensitivity });
  if (kind === 'owner' || kind === 'role') {
    const agency = await agencyFrom(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    if (kind === 'owner') return done({ kind, agency: agency.value });
    const province = field(form, 'province');
    return done({ kind, role: text(form, 'role'), agency: agency.value, ...(province ? { province } : {}) });
  }
  if (kind !== 'grant' && kind !== 'conflict') return done(undefined);
  const person = text(form, 'with') === 'person';
  const subject = person
    ? ({ ok: true, value: text(form, 'subject') } as const)
    : await agencyFrom(app, ctx, form, 'subject');
  if (!subject.ok) return subject;
  if (kind === 'conflict') return done({ kind, with: person ? 'person' : 'agency', subject: subject.value });
  const classes = (['triage', 'narrative', 'identity', 'internal'] as const).filter((one) =>
    form.getAll('classes').includes(one),
  );
  return done({ kind, to: person ? 'person' : 'agency', subject: subject.value, classes });
}

/** Asks the policy who could read a case, and what a change would do, as a table of people before and after. */
export async function simulationOf(app: App, ctx: Ctx, form: FormData): Promise<Result<SimulationView>> {
  const described = await changeOf(app, ctx, form);
  if (!described.ok) return described;
  const change = described.value;
  const asked = await app.modules.cases.simulateAccess(ctx, {
    case: text(form, 'case'),
    ...(change ? { change } : {}),
  });
  if (!asked.ok) return asked;
  const { classes } = asked.value;
  const key = (one: Person) => `${one.person} ${one.agency}`;
  const everybody = new Map<string, Person[]>();
  for (const one of classes.flatMap((row) => [...row.people, ...(row.gains ?? [])]))
    everybody.set(key(one), [...(everybody.get(key(one)) ?? []), one]);
  const names = await agencyNames(app, ctx, [
    asked.value.case.owner,
    ...[...everybody.values()].flatMap((list) => list[0]?.agency ?? []),
  ]);
  const people = [...everybody].map(([id, seen]): SimulatedPerson => {
    const first = seen[0] as Person;
    const cells = classes.map((row): SimulatedCell => {
      const before = row.people.find((one) => key(one) === id);
      const gained = row.gains?.find((one) => key(one) === id);
      const lost = row.loses?.some((one) => key(one) === id) ?? false;
      return {
        before: before !== undefined,
        after: gained !== undefined || (before !== undefined && !lost),
        afterProof: (gained ?? before)?.needsStepUp ?? false,
      };
    });
    return {
      id,
      person: first.person,
      name: first.name,
      agency: names.get(first.agency) ?? first.agency,
      why: [...new Set(seen.flatMap((one) => one.reasons).map((reason) => reasonWords(reason, names)))],
      cells,
      changed: cells.some((cell) => cell.before !== cell.after),
    };
  });
  return {
    ok: true,
    value: {
      reference: asked.value.case.reference,
      owner: names.get(asked.value.case.owner) ?? asked.value.case.owner,
      sensitivity: words('sensitivity', asked.value.case.sensitivity),
      change: change !== undefined,
      classes: classes.map((row) => ({ code: row.fieldClass, name: words('class', row.fieldClass) })),
      people: people.sort(
        (a, b) =>
          Number(b.changed) - Number(a.changed) ||
          a.agency.localeCompare(b.agency, 'vi') ||
          a.name.localeCompare(b.name, 'vi'),
      ),
      holder:
        change?.kind === 'role'
          ? classes.map(
              (row) => `${words('class', row.fieldClass)}: ${words('access_simulation_holder', row.holder ?? 'out')}`,
            )
          : null,
    },
  };
}
