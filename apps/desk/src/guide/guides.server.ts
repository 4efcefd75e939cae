import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import guides from './guides.json' with { type: 'json' };

/**
 * The help inside: for each kind of work at the desk its first day and its card. All of it stands in `guides.json`; what the
 * keys do and what the places are called is said by the desk itself, so that a guide cannot name what is not there.
 */
const held = (roles: readonly string[], guide: (typeof guides)[number]) =>
  guide.roles.some((one) => roles.includes(one));

const keyWords: Readonly<Record<string, () => string>> = {
  'j k': m.keyboard_walk,
  Enter: m.keyboard_open,
  Esc: m.keyboard_leave,
  '/': m.keyboard_search,
  'Ctrl K': m.keyboard_palette,
  '[': m.keyboard_context,
  '?': m.keyboard_title,
  g: m.keyboard_take,
  o: m.keyboard_narrative,
  r: m.keyboard_reply,
  '1 2 3': m.keyboard_screen_answer,
  v: m.case_keys_act,
  m: m.case_keys_code,
  'Ctrl S': m.form_key_save,
  'Ctrl Enter': m.form_key_check,
};

/** The guides in the order of the page: those of the reader's own roles first. */
export function guideList(roles: readonly string[]) {
  const language = getLocale();
  return guides
    .map((guide) => ({
      key: guide.key,
      mine: held(roles, guide),
      name: guide[language].name,
      aim: guide[language].aim,
    }))
    .toSorted((a, b) => Number(b.mine) - Number(a.mine));
}

/** One guide in the reader's language; undefined where there is none of that key. */
export function guideOf(key: string) {
  const language = getLocale();
  const guide = guides.find((one) => one.key === key);
  if (!guide) return undefined;
  const { name, aim, card } = guide[language];
  return {
    key,
    name,
    aim,
    card,
    steps: guide.steps.map((step) => ({ place: step.place, text: step[language] })),
    keys: guide.keys.map((keys) => ({ keys, text: keyWords[keys.join(' ')]?.() ?? '' })),
  };
}
