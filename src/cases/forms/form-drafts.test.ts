import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openForm, saveFormDraft, submitForm } from '../index.ts';
import { complete, drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('forms', () => {
  it('two writers of one field both see both values; nothing is lost; the others are saved', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    must(await one.act('officer', 'start-initial-risk'));
    const form = 'FORM-02' as const;
    const first = must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: 0,
        changes: { harm_notes: 'gốc', harm_severity: 'LOW' },
      }),
    );
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: first.version,
        changes: { harm_notes: 'của cán bộ' },
      }),
    );
    const late = must(
      await saveFormDraft(await one.chair(), {
        ...one.on,
        form,
        base: first.version,
        changes: { harm_notes: 'của chủ tịch', capacity_notes: 'thêm' },
      }),
    );
    expect(late.conflicts).toMatchObject([
      { field: 'harm_notes', yours: 'của chủ tịch', theirs: 'của cán bộ', by: home.officer.person },
    ]);
    const read = must(await openForm(await one.officer(), { ...one.on, form: first.id, read: ['narrative'] }));
    expect(read.answers).toMatchObject({ harm_notes: 'của cán bộ', capacity_notes: 'thêm' });
    expect(read.conflicts).toMatchObject([{ field: 'harm_notes', value: 'của chủ tịch', by: home.chair.person }]);
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: late.version,
        changes: { ...complete[form], capacity_notes: 'thêm' },
      }),
    );
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 1 }))).toBe(
      'form.has-conflicts',
    );
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: late.version + 1,
        changes: { harm_notes: 'cả hai' },
      }),
    );
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 1 }))).toBe(
      'record.changed-meanwhile',
    );
    must(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 2 }));
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 3 }))).toBe(
      'form.frozen',
    );
  });

  it('hidden answers are dropped and told; a form of another step, another role or with nonsense is refused', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    expect(code(await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: {} }))).toBe(
      'form.not-open',
    );
    must(await one.act('officer', 'start-initial-risk'));
    expect(
      code(
        await saveFormDraft(await one.officer(), {
          ...one.on,
          form: 'FORM-02',
          base: 0,
          changes: { harm_severity: 'VERY' },
        }),
      ),
    ).toBe('form.answer-invalid');
    expect(
      code(
        await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: { nothing: 'x' } }),
      ),
    ).toBe('form.answer-invalid');
    const sent = await one.fill('officer', 'FORM-02', { separation_proposed: true });
    expect(sent.dropped).toEqual(['separation_proposed']);
    must(await one.act('officer', 'start-specific-risk'));
    expect(code(await saveFormDraft(await one.chair(), { ...one.on, form: 'FORM-03', base: 0, changes: {} }))).toBe(
      'case.not-your-role',
    );
  });
});
