import { describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

const house = useServer(() => startDesk());
const { missing } = house;

const keeper = async () =>
  deskOf(house, await house.server.person(INTAKE.agency, [{ role: 'agency_admin', agency: INTAKE.agency }]));

if (missing !== null) console.warn(`SKIPPED: templates of networks (${missing})`);
describe.skipIf(missing !== null)('templates of networks', { timeout: 180_000 }, () => {
  test('each dialog says which template it acts on, and keeps what is written of one apart from the other', async () => {
    const [writer, other] = [await keeper(), await keeper()];
    const { page } = writer;
    const dialog = page.getByRole('dialog');
    const press = (on: typeof page, name: string) => on.getByRole('button', { name, exact: true }).click();
    /** The button of one of the templates. */
    const act = (on: typeof page, name: string, of: string) =>
      on.getByRole('button', { name: new RegExp(`^${name} ?: ${of}, bản 1$`) }).click();
    await page.goto('/kenh/mau');
    await ready(page);
    for (const name of ['nhac-hen', 'doi-gio']) {
      await press(page, 'Viết mẫu mới');
      // The example is shown as it is written.
      await dialog.getByText('như {gio:TIME}.').waitFor();
      await dialog.getByLabel('Tên mẫu').fill(name);
      await dialog.getByLabel('Lời của mẫu').fill(`MẪU ${name} lúc {gio:TIME}.`);
      await press(page, 'Lưu');
      await page.getByRole('heading', { name: `${name}, bản 1` }).waitFor();
    }
    await act(page, 'Sửa lời', 'nhac-hen');
    await page.getByRole('dialog', { name: 'Sửa lời mẫu nhac-hen, bản 1' }).waitFor();
    await dialog.getByLabel('Lời của mẫu').fill('MẪU viết dở lúc {gio:TIME}.');
    await press(page, 'Thôi');
    await act(page, 'Sửa lời', 'doi-gio');
    await page.getByRole('dialog', { name: 'Sửa lời mẫu doi-gio, bản 1' }).waitFor();
    expect(await dialog.getByLabel('Lời của mẫu').inputValue()).toBe('MẪU doi-gio lúc {gio:TIME}.');
    await noViolations(writer, 'the dialog of a template');
    await press(page, 'Thôi');
    await act(page, 'Xin duyệt', 'nhac-hen');
    await page.getByText('Đang chờ người khác duyệt').waitFor();

    const second = other.page;
    await second.goto('/kenh/mau');
    await ready(second);
    await act(second, 'Không duyệt', 'nhac-hen');
    await second.getByRole('dialog', { name: 'Không duyệt mẫu nhac-hen, bản 1?' }).waitFor();
    await press(second, 'Thôi');
    await act(second, 'Duyệt', 'nhac-hen');
    const asked = second.getByRole('dialog', { name: 'Duyệt mẫu nhac-hen, bản 1?' });
    await asked.getByText('MẪU nhac-hen lúc {gio:TIME}.').waitFor();
    await noViolations(other, 'an approval of a template');
    await asked.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await act(second, 'Ghi mã của mạng', 'nhac-hen');
    await second.getByRole('dialog', { name: 'Ghi mã của mạng cho mẫu nhac-hen, bản 1' }).waitFor();
    await press(second, 'Thôi');
    await act(second, 'Ngừng dùng', 'nhac-hen');
    const retire = second.getByRole('dialog', { name: 'Ngừng dùng mẫu nhac-hen, bản 1?' });
    await retire.getByRole('button', { name: 'Ngừng dùng', exact: true }).click();
    await second.locator('li', { hasText: 'nhac-hen' }).getByText('Ngừng dùng', { exact: true }).waitFor();
    expect([...writer.complaints, ...other.complaints]).toEqual([]);
  });
});
