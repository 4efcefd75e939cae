import { describe, expect, test } from 'vitest';
import { anonymous, DAY } from '../../src/kernel/index.ts';
import { openConsultation } from '../../src/voice/consultations/open-consultation.ts';
import { startConsultation } from '../../src/voice/consultations/start-consultation.ts';
import { writeIdea } from '../../src/voice/ideas/write-idea.ts';
import { aPoll, someStatements } from '../../src/voice/voice.testing.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

/* Who speaks for children reads each idea before anybody else does: /y-kien of the desk. */

const house = useServer(() => startDesk());

describe.skipIf(house.missing !== null)('ideas that wait', () => {
  test('are read by who speaks for children alone, joined to what says the same, and refused with a reason', async () => {
    const { server } = house;
    const speaker = server.context(
      testPerson('youth_union_moderator', 'YOUTH_UNION', { functions: ['VOICE_OF_CHILD'] }),
    );
    const made = must(await startConsultation(speaker, aPoll(someStatements())));
    const closesAt = new Date(server.clock.now().getTime() + 7 * DAY);
    must(await openConsultation(speaker, { consultation: made.id, closesAt }));
    const moderator = await server.person('YOUTH_UNION', ['youth_union_moderator']);
    const reader = await deskOf(house, moderator);
    const { page } = reader;
    await page.goto('/y-kien');
    await ready(page);
    await page.getByText('Không có ý kiến nào đang chờ.').waitFor();
    for (const text of ['Nên có giờ học an toàn trên mạng ở trường', 'Thư viện mở thêm buổi tối'])
      must(
        await writeIdea(server.context(anonymous), {
          consultation: made.code,
          band: 'B9_12',
          text,
          key: `khoa-${crypto.randomUUID()}`,
        }),
      );
    await page.goto('/y-kien');
    await ready(page);
    await noViolations(reader, 'ideas');
    const panels = page.locator('li.panel');
    expect(await panels.count()).toBe(2);
    const first = panels.filter({ hasText: 'Nên có giờ học' });
    await first
      .getByLabel('Giống với câu đã đăng')
      .selectOption({ label: 'Trường nên có giờ học về an toàn trên mạng' });
    await first.getByRole('button', { name: 'Gộp vào câu đã chọn' }).click();
    await first.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Không đăng' }).click();
    await page.getByText('Ý kiến có chỗ chưa đúng.').waitFor();
    await page.getByLabel('Lý do không đăng').selectOption('OTHER_QUESTION');
    await page.getByRole('button', { name: 'Không đăng' }).click();
    await page.getByText('Không có ý kiến nào đang chờ.').waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.context.close();
  });
});
