import { error, fail, redirect } from '@sveltejs/kit';
import { atVietnamTime } from '../../../../../../../src/kernel/time.pure.ts';
import type { App as LaChan } from '../../../../../../server/app.ts';
import { href } from '../../../../href.ts';
import { editorNames, stageWords } from '../../../../learning/item-words.server.ts';
import { postState } from '../../../../learning/post-words.server.ts';
import { field, number, refusalView, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'announcement.read' };

/** The network in the key of a place; what is no place stands as it is. */
const partOf = (key: string): string => key.split(':')[0] ?? key;

type Detail = Extract<Awaited<ReturnType<LaChan['modules']['learning']['announcementDetail']>>, { ok: true }>['value'];

/** Whether posting would do anything: not where all of it stands in these very words, or is on its way. */
function somethingToPost({ places, posts, number }: Detail): boolean {
  const standing = posts.filter(({ state }) => state !== 'GONE');
  return places.some(({ key, text: said }) => {
    const there = standing.find(({ place }) => place === key);
    if (said === null || there === undefined) return (said === null) !== (there === undefined);
    return there.number !== number || there.alarm !== null || there.act === 'withdraw';
  });
}

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url, depends }) => {
  depends('desk:announcement');
  const { learning } = app.modules;
  const item = valueOrError(ctx, await learning.itemDetail(ctx, params.id));
  const list = valueOrError(ctx, await learning.listAnnouncements(ctx, params.id));
  const chosen = url.searchParams.get('ban') ?? list[0]?.id;
  const detail = chosen === undefined ? null : valueOrError(ctx, await learning.announcementDetail(ctx, chosen));
  // One of another item has its own page.
  if (detail !== null && detail.item !== params.id) error(404);
  const name = await editorNames(app, ctx, [
    ...(detail?.approvals ?? []),
    ...(detail?.events ?? []).flatMap(({ person, agency }) => (person === null ? [] : [{ person, agency }])),
  ]);
  const placeName = (network: string, account: string) =>
    [words('fan_network', network), account].filter((one) => one !== '').join(' · ');
  return {
    item: {
      id: item.id,
      title: localName({ nameVi: item.titleVi, nameEn: item.titleEn }),
      out: item.publications.some(({ state }) => state === 'NOW'),
    },
    list: list.map((one) => ({ ...one, stage: stageWords(one.stage), chosen: one.id === chosen })),
    detail: detail && {
      id: detail.id,
      version: detail.version,
      number: detail.number,
      hash: detail.hash,
      stage: stageWords(detail.stage),
      writing: detail.stage === 'DRAFT' || detail.stage === 'SENT_BACK',
      itemState: detail.itemState,
      title: detail.words.title,
      lead: detail.words.lead,
      link: detail.link,
      picture: { src: href(`/bai/${item.id}/dang/hinh/${detail.pictureHash}.png`), alt: detail.pictureAlt },
      places: detail.places.map(({ key, network, name: account, address, limits, text: said, payload }) => ({
        key,
        network,
        name: placeName(network, account),
        address,
        text: said,
        most: limits?.textMostWithPicture ?? null,
        // As it leaves, but for the keys of the account.
        payload:
          payload === null ? null : JSON.stringify('request' in payload ? payload.request : payload.entry, null, 2),
      })),
      faults: detail.faults.map(({ code, at, words: said }, index) => ({
        id: String(index),
        text: words('announcement_fault', code),
        at: words('announcement_part', partOf(at)),
        words: said,
      })),
      approvals: detail.approvals.map(({ person, agency, at }) => ({ id: person, name: name(person, agency), at })),
      approvalsNeeded: detail.approvalsNeeded,
      posts: detail.posts.map((post) => {
        const place = detail.places.find(({ key }) => key === post.place);
        return {
          id: post.id,
          place: placeName(partOf(post.place), place?.name ?? ''),
          number: post.number,
          state: postState(post, ctx.now),
          from: post.from,
          outAt: post.outAt,
          seenAt: post.seenAt,
          provider: post.provider,
          counts: Object.entries(post.counts).flatMap(([what, count]) =>
            count === null ? [] : [{ what: words('post_count', what), count }],
          ),
          countedAt: post.countedAt,
          stands: post.state !== 'GONE',
          again: post.underWay && (post.alarm === 'NOT_SENT' || post.alarm === 'UNSURE'),
          dismisses: post.state === 'GONE' && !post.underWay && post.alarm !== null,
        };
      }),
      events: detail.events.map((one) => ({
        id: one.id,
        at: one.at,
        who: one.person === null ? name(null) : name(one.person, one.agency),
        what: [words('announcement_event', one.code), ...(one.number === null ? [] : [String(one.number)])].join(' '),
        note: one.note ?? '',
      })),
      may: { ...detail.may, post: detail.may.post && somethingToPost(detail) },
    },
  };
};

export const actions: Actions = {
  batDau: permittedAct('announcement.start', async ({ ctx, modules, params }) => {
    const started = await modules.learning.startAnnouncement(ctx, { item: params.id ?? '' });
    if (!started.ok) return fail(started.refusal.text.status, { refusal: refusalView(ctx, started.refusal) });
    redirect(303, href(`/bai/${params.id}/dang?ban=${started.value.id}`));
  }),
  luu: keepEntered(
    permittedAct('announcement.write', ({ ctx, modules, form }) =>
      modules.learning.saveAnnouncement(ctx, {
        announcement: text(form, 'ban'),
        version: number(form, 'version'),
        words: {
          title: text(form, 'title'),
          lead: text(form, 'lead'),
          places: form.getAll('place').flatMap((key) => {
            const [network, account = null] = String(key).split(':');
            return field(form, `at:${key}`) === undefined
              ? []
              : [{ network, account, text: text(form, `text:${key}`) }];
          }),
        },
      }),
    ),
  ),
  gui: permittedAct('announcement.send', ({ ctx, modules, form }) =>
    modules.learning.sendAnnouncement(ctx, { announcement: text(form, 'ban'), version: number(form, 'version') }),
  ),
  duyet: permittedAct('announcement.approve', ({ ctx, modules, form }) =>
    modules.learning.approveAnnouncement(ctx, { announcement: text(form, 'ban'), hash: text(form, 'hash') }),
  ),
  traLai: permittedAct('announcement.send-back', ({ ctx, modules, form }) =>
    modules.learning.sendBackAnnouncement(ctx, {
      announcement: text(form, 'ban'),
      version: number(form, 'version'),
      reason: text(form, 'reason'),
    }),
  ),
  dang: permittedAct('announcement.post', ({ ctx, modules, form }) => {
    const from = field(form, 'from');
    return modules.learning.postAnnouncement(ctx, {
      announcement: text(form, 'ban'),
      version: number(form, 'version'),
      from: from === undefined ? undefined : atVietnamTime(from),
    });
  }),
  go: permittedAct('announcement.withdraw', ({ ctx, modules, form }) =>
    modules.learning.withdrawAnnouncement(ctx, {
      announcement: text(form, 'ban'),
      post: field(form, 'post'),
      reason: text(form, 'reason'),
    }),
  ),
  guiLai: permittedAct('announcement.post', ({ ctx, modules, form }) =>
    modules.learning.sendPostAgain(ctx, { announcement: text(form, 'ban'), post: text(form, 'post') }),
  ),
  daXem: permittedAct('announcement.withdraw', ({ ctx, modules, form }) =>
    modules.learning.dismissPostAlarm(ctx, { announcement: text(form, 'ban'), post: text(form, 'post') }),
  ),
};
