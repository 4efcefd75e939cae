import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openLearningHome } from '../learning.testing.ts';
import { editItem } from './body-form/edit-item.ts';
import { saveItemForm } from './body-form/save-item-form.ts';
import { houseContent } from './house-content.ts';
import { itemForms } from './item.ts';
import { itemDetail } from './item-detail.ts';
import { openPlainText } from './plain-text/open-plain-text.ts';
import { printBody } from './plain-text/print-body.pure.ts';
import { savePlainText } from './plain-text/save-plain-text.ts';
import { sendForReview } from './send-for-review.ts';
import { startDraft, startImported } from './start-draft.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));
const writer = () => home.as(home.people.writer);
const chosen = { band: 'B9_12', theme: 'CONDUCT.AGG', skill: 'refuse' };

describe('an item that an editor starts', () => {
  test('is a draft of its kind whose faults say what is still to be written, and does not go to approval', async () => {
    for (const form of itemForms) {
      const { id } = must(await startDraft(writer(), { ...chosen, form, title: ` Bài  mới ${form.toLowerCase()} ` }));
      const detail = must(await itemDetail(writer(), id));
      expect(detail).toMatchObject({ form, stage: 'DRAFT', slug: `bai-moi-${form.toLowerCase()}`, number: 1 });
      expect(detail.faults.map((fault) => fault.code)).toContain('text-missing');
      expect(code(await sendForReview(writer(), { item: id }))).toBe('learning-item.has-faults');
    }
  });

  test('has a title, a free address and a band that exists; others than editors start nothing', async () => {
    const start = (more: object) => startDraft(writer(), { ...chosen, form: 'CARD', title: 'Thẻ', ...more });
    expect(code(await start({ title: ' ' }))).toBe('learning-item.body-unusable');
    expect(code(await start({ band: 'B99' }))).toBe('learning-item.body-unusable');
    expect(code(await start({ slug: 'a'.repeat(81) }))).toBe('learning-item.body-unusable');
    // What no database keeps, and no hash is made of.
    for (const sign of ['\u0000', '\ud800'])
      for (const form of itemForms)
        expect(code(await start({ form, title: `Thẻ${sign}` }))).toBe('learning-item.body-unusable');
    must(await start({ slug: 'the-rieng' }));
    expect(code(await start({ slug: 'the-rieng' }))).toBe('learning-item.name-taken');
    const other = home.as(home.people.counsellor);
    expect(code(await startDraft(other, { ...chosen, form: 'CARD', title: 'Thẻ' }))).toBe('access.not-permitted');
  });

  test('is changed by its form and by its plain text alike', async () => {
    const { id } = must(await startDraft(writer(), { ...chosen, form: 'CARD', title: 'Thẻ hai lối' }));
    const form = must(await editItem(writer(), { item: id }));
    const entries = new Map([
      ['has', ['title', 'blocks.0']],
      ['vi:title', ['Thẻ hai lối']],
      ['en:title', ['A card of two ways']],
      ['vi:blocks.0', ['Em dừng lại.']],
      ['en:blocks.0', ['Stop.']],
      ['shape:blocks.1', ['heading']],
    ]);
    const changed = must(await editItem(writer(), { item: id, sent: { entries, act: 'add blocks.1' } }));
    expect(changed.parts.flatMap(({ shape }) => (shape === null ? [] : [shape]))).toEqual([
      'text',
      'heading',
      'helpBox',
    ]);
    // Nothing is kept before it is saved.
    expect(must(await itemDetail(writer(), id)).number).toBe(1);
    const sent = { body: changed.body ?? '', entries: new Map<string, readonly string[]>() };
    expect(must(await saveItemForm(writer(), { item: id, version: form.version, sent }))).toEqual({ number: 2 });
    expect(code(await saveItemForm(writer(), { item: id, version: form.version, sent }))).toBe(
      'record.changed-meanwhile',
    );

    const plain = must(await openPlainText(writer(), id));
    expect(plain.text).toContain('Em dừng lại.\n> Stop.\n\n##\n');
    const save = (text: string, check = false) =>
      savePlainText(writer(), { item: id, version: plain.version, text, check });
    const checked = must(await save(plain.text, true));
    expect(checked).toMatchObject({ saved: false, unreadable: [] });
    const heading = plain.text.split('\n').indexOf('##') + 1;
    if (checked.saved) throw new Error('saved');
    expect(checked.faults.filter(({ place }) => place === 'block-1').map(({ line }) => line)).toContain(heading);
    expect(must(await save(plain.text.replace('[tuổi: B9_12]', '[tuổi: B99]')))).toMatchObject({
      saved: false,
      unreadable: [{ code: 'format', found: 'bands.0' }],
    });
    expect(must(await save(`${plain.text}[màu: đỏ]`))).toMatchObject({ unreadable: [{ code: 'setting-unknown' }] });
    const lesson = houseContent().items.find(({ kind }) => kind === 'LESSON');
    if (lesson === undefined) throw new Error('no lesson');
    expect(code(await save(printBody(lesson)))).toBe('learning-item.body-unusable');
    expect(must(await save(plain.text.replace('##\n', '## Dừng\n> Stop\n')))).toEqual({ saved: true, number: 3 });
  });

  test('is taken over from Ink and from Twine, or refused with its lines', async () => {
    const ink =
      '# title: Người lạ\n-> a\n=== a ===\nCó người nhắn\nEm thấy tin nhắn.\n+ [Kể cho mẹ] # right\n  -> b\n=== b ===\nEm đã kể\nEm làm đúng.\n# do: Ở cạnh mẹ.\n# help: 111\n-> END\n';
    const taken = must(await startImported(writer(), { ...chosen, title: '', tool: 'INK', source: ink }));
    if (!taken.started) throw new Error('not started');
    expect(must(await itemDetail(writer(), taken.id))).toMatchObject({ form: 'SCENARIO', slug: 'nguoi-la' });
    const twee = ':: Bắt đầu\nMột câu.\n(set: $a to 1)\n[[Đi->Không có]]\n';
    expect(must(await startImported(writer(), { ...chosen, title: 'Hai', tool: 'TWEE', source: twee }))).toMatchObject({
      started: false,
      faults: [
        { line: 3, code: 'not-in-the-subset' },
        { line: 4, code: 'target-unknown' },
      ],
    });
  });
});
