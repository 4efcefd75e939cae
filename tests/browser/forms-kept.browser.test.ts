import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ready, sealed, signIn } from './desk-visit.ts';
import { commune, helpline, ministry, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

/*
 * Nothing that somebody wrote in a form of the desk is lost: not when the line is cut while it is sent, not by leaving and coming
 * back, not by reloading, and not when the session had ended when it was sent. The same for every form of the table; drafts that
 * windows join are beside (`drafts.browser`), those of a report's reply and note too.
 */
interface Form {
  readonly as: string;
  /** The page, or the first such link on another. */
  readonly at: string | { readonly on: string; readonly link: string; readonly below: string };
  /** The button that opens its dialog; absent where it stands on its page. */
  readonly opens?: string;
  /** The form itself, where its page has more than one. */
  readonly form?: string;
}

const FORMS: Readonly<Record<string, Form>> = {
  'a new person': { as: helpline.administrator, at: '/nguoi', opens: 'Thêm người' },
  'a new desk': { as: helpline.administrator, at: '/don-vi/C111', opens: 'Thêm bàn tiếp nhận' },
  'a connected system': { as: ministry.systemAdministrator, at: '/may', opens: 'Thêm hệ thống kết nối' },
  'a receiver outside': { as: commune.chair, at: '/chuyen-gui/noi-nhan', form: 'main form[method=post]' },
  'an emergency access': { as: helpline.supervisor, at: '/mo-khan', form: 'main form' },
  'a hash that is proposed': { as: register.analyst, at: '/ma-bam/moi', form: 'main form[method=post]' },
  'a bank of hashes': { as: register.operator, at: '/ma-bam/ngan-hang', opens: 'Mở kho' },
  'a source of hashes': { as: register.operator, at: '/ma-bam/nguon', opens: 'Thêm nguồn' },
  'a new referral': {
    as: commune.officer,
    at: { on: '/ho-so', link: 'main a[data-row]', below: '/chuyen-gui/moi?muc-dich=SHELTER' },
    form: 'main form[action*="lap"]',
  },
  'a source to listen to': {
    as: ministry.listeningAnalyst,
    at: '/lang-nghe/nguon/moi?loai=rss',
    form: 'main form[method=post]',
  },
  'an account at a network': {
    as: helpline.administrator,
    at: '/kenh/moi?loai=telegram',
    form: 'main form[method=post]',
  },
  'a rule of listening': { as: ministry.listeningAnalyst, at: '/lang-nghe/quy-tac/moi', form: 'main form' },
  'a day that is off': { as: ministry.officer, at: '/quy-tac/ngay-nghi', form: 'main form:has(#day)' },
  'a goal of a series': {
    as: helpline.counsellor,
    at: { on: '/tu-van', link: 'main a[data-row]', below: '' },
    form: 'main form:has(#muc-tieu)',
  },
  'a report of a caller': { as: helpline.counsellor, at: '/bao-cao/moi', form: 'main form' },
};

const house = useDemonstration();
const { missing, desk } = house;

/** Fields that take words, with what stands in each. */
const written = (form: Locator) =>
  form.evaluate((one) =>
    Object.fromEntries(
      [...(one as HTMLFormElement).elements]
        .filter(
          (field): field is HTMLInputElement | HTMLTextAreaElement =>
            (field instanceof HTMLTextAreaElement ||
              (field instanceof HTMLInputElement && ['text', 'email', 'tel'].includes(field.type))) &&
            field.name !== '' &&
            !field.readOnly &&
            !field.disabled &&
            field.getClientRects().length > 0,
        )
        .map((field, at) => [`${at} ${field.name}`, field.value]),
    ),
  );

if (missing !== null) console.warn(`SKIPPED: what is written in forms (${missing})`);
describe.skipIf(missing !== null)('what is written in a form of the desk is not lost', { timeout: 180_000 }, () => {
  test.each(Object.entries(FORMS))('%s', async (_name, { as, at, opens, form: selector }) => {
    const opened = await desk(as, typeof at === 'string' ? at : at.on);
    const { page, context, complaints } = opened;
    let path = typeof at === 'string' ? at : '';
    if (typeof at !== 'string')
      path = ((await page.locator(at.link).first().getAttribute('href')) as string) + at.below;
    const form = opens ? page.getByRole('dialog').locator('form') : page.locator(selector as string).first();
    const open = async () => {
      await ready(page);
      if (opens) await page.getByRole('button', { name: opens, exact: true }).click();
      await form.waitFor();
    };
    const visit = async () => {
      await page.goto(path);
      await open();
    };
    await visit();

    const before = await written(form);
    const names = Object.keys(before);
    expect(names.length).toBeGreaterThan(0);
    const fields = form.locator('textarea:visible, input:is([type=text], [type=email], [type=tel]):visible');
    for (let one = 0; one < (await fields.count()); one += 1) {
      const field = fields.nth(one);
      if (!(await field.isEditable()) || !(await field.getAttribute('name'))) continue;
      const mail = (await field.getAttribute('type')) === 'email';
      const date = (await field.getAttribute('placeholder'))?.includes('/') === true;
      await field.fill(date ? '05/11/2026' : mail ? `chu${one}@don-vi.example` : `chữ giữ chỗ ${one}`);
    }
    // A press outside the last field, as before pressing the button.
    await fields.last().blur();
    const told = await written(form);
    expect(told).not.toEqual(before);
    const stands = (why: string) => expect.poll(() => written(form), { message: why, timeout: 20_000 }).toEqual(told);
    const send = () =>
      form.evaluate((one) => {
        (one as HTMLFormElement).noValidate = true;
        (one as HTMLFormElement).requestSubmit();
      });
    await sealed(page);

    await context.setOffline(true);
    await send();
    await stands('the line was cut');
    await context.setOffline(false);

    await page.goto('/huong-dan');
    await ready(page);
    await page.goBack();
    await open();
    await stands('left, and back');

    await page.reload();
    await open();
    await stands('reloaded');

    // Sent after the session has ended, which is told here or by the page of signing in: it is not done, and is there afterwards.
    await sealed(page);
    await context.clearCookies();
    await send();
    await expect
      .poll(
        async () => page.url().includes('/dang-nhap') || (await page.getByText(/Phiên .*(hết|kết thúc)/).count()) > 0,
        {
          message: 'the end of the session is told',
          timeout: 20_000,
        },
      )
      .toBe(true);
    await page.goto(path);
    await page.waitForURL((url) => url.pathname.startsWith('/dang-nhap'));
    await signIn(opened, as, path);
    await open();
    await stands('signed in again');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
