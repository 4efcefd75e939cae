import type { CaseAct, CaseView, SeparationAct } from '../../../../src/cases/index.ts';
import { deadlineUnit, decreeForm, type ProtectionStep, protectionStep } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import { ruleFor } from '../deadline-rule/current-law.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { personOf } from '../server/answer.server.ts';
import { roleName, words } from '../server/codes.server.ts';
import type { ActField, ActGroup, ActSpec } from './act-spec.ts';
import type { CaseMay } from './case-view.server.ts';
import { caseStatusName, formName, SIGNED_FORM, stepName } from './case-words.server.ts';

type App = globalThis.App.Locals['app'];

/** Why an act that is the reader's cannot be done yet, and where the missing thing is made. */
function unmetText(requirement: string, base: string): { text: string; href: string | null; link: string } {
  if (decreeForm.has(requirement))
    return {
      text: m.case_needs_form({ form: formName(requirement) }),
      href: `${base}/bieu-mau/${requirement}`,
      link: m.case_fill_form(),
    };
  if (requirement === 'plan-complete')
    return { text: words('case_act_needs', requirement), href: `${base}/ke-hoach`, link: m.case_to_plan() };
  return { text: words('case_act_needs', requirement), href: null, link: '' };
}

/**
 * Every act of the process as this reader meets it: what may be done now, what waits for something, what is another
 * role's, and what belongs to another step. The table of the process is the only source.
 */
export function actsOf(
  locals: globalThis.App.Locals,
  view: CaseView,
  may: CaseMay,
  base: string,
  choices: { colleagues: { id: string; name: string }[]; tracks: { value: string; label: string }[]; me: string },
) {
  const { app } = locals;
  const { overview, file } = view;
  const rules = app.modules.cases.caseActs;
  const language = getLocale();
  const actor = personOf(locals.ctx);
  const own = actor.agency === overview.owner && file !== null;
  const roles = new Set(actor.assignments.filter((held) => held.agency === overview.owner).map((held) => held.role));
  const open = new Map((file?.acts ?? []).map((one) => [one.act, one.unmet]));
  const all = (Object.keys(rules) as CaseAct[]).map((code) => ({
    code,
    rule: rules[code],
    here: rules[code].from.includes(overview.status),
  }));
  const backdate = app.modules.cases.backdating.toleranceHours;

  const process = all
    .filter(({ code }) => own && open.has(code))
    .map(({ code, rule }): ActSpec & { group: 'step' | 'safety' | 'ends' } => {
      const unmet = open.get(code) ?? null;
      const to = rule.to === 'same' ? '' : ` ${m.case_act_to({ status: caseStatusName(rule.to) })}`;
      return {
        key: code,
        action: code === 'transfer' ? 'chuyen' : code === 'merge' ? 'nhap' : 'lam',
        hidden: { act: code },
        label: rule[language],
        help: `${rule.decision ? m.case_act_decision() : m.case_act_step()}${to} ${lawCitation(rule.source, language)}.`,
        fields: [
          ...(code === 'transfer'
            ? [{ name: 'commune', label: m.new_report_commune(), kind: 'commune' as const, required: true }]
            : []),
          ...(code === 'merge'
            ? [
                {
                  name: 'into',
                  label: m.case_act_into(),
                  help: m.case_act_into_help(),
                  kind: 'line' as const,
                  required: true,
                },
              ]
            : []),
          ...(rule.requires.includes('minutes')
            ? [
                {
                  name: 'minutes',
                  label: m.case_act_minutes(),
                  help: m.case_act_sealed(),
                  kind: 'text' as const,
                  required: true,
                },
              ]
            : []),
          ...(rule.requires.includes('document')
            ? [
                {
                  name: 'document',
                  label: m.case_act_document(),
                  help: m.case_act_sealed(),
                  kind: 'line' as const,
                  required: true,
                },
              ]
            : []),
          ...(rule.requires.includes('reason')
            ? [
                {
                  name: 'reason',
                  label: m.case_act_reason(),
                  help: m.case_act_sealed(),
                  kind: 'text' as const,
                  required: true,
                },
              ]
            : []),
        ],
        ...(code === 'transfer' || code === 'merge' ? {} : { backdate }),
        ...(app.modules.cases.endsCase(code) ? { danger: true } : {}),
        ...(app.modules.cases.isPreviewedAct(code) ? { page: `${base}/quyet-dinh/ky?viec=${code}` } : {}),
        unmet: unmet === null || (code === 'approve-plan' && unmet === SIGNED_FORM) ? null : unmetText(unmet, base),
        group: app.modules.cases.groupOfAct(code),
      };
    });
  const wanted = overview.next?.act;
  const of = (group: string) => process.filter((one) => one.group === group);
  const separations = (file?.separationActs ?? []).map((code) => separationSpec(app, code, backdate));
  const groups: ActGroup[] = [
    // The next duty has a place of its own over these.
    { title: m.case_acts_step(), acts: of('step').filter((one) => one.key !== wanted) },
    { title: m.case_acts_safety(), acts: [...of('safety'), ...separations] },
    { title: m.case_acts_people(), acts: peopleSpecs(app, view, may, choices) },
    { title: m.case_acts_ends(), acts: of('ends') },
  ].filter((group) => group.acts.length > 0);
  return {
    next: process.find((one) => one.key === wanted) ?? null,
    groups,
    // Who only reads the file is told so in its head; a list of what others do would promise something.
    others: (own ? all : [])
      .filter(({ code, here }) => here && !open.has(code))
      .map(({ code, rule }) => ({ code, label: rule[language], who: rule.roles.map(roleName).join(', ') })),
    later: own
      ? all
          .filter(({ here, rule }) => !here && rule.roles.some((role) => roles.has(role)))
          .map(({ code, rule }) => ({
            code,
            label: rule[language],
            when: rule.from.slice(0, 3).map(caseStatusName).join(', ') + (rule.from.length > 3 ? '…' : ''),
          }))
      : [],
  };
}

export type CaseActs = ReturnType<typeof actsOf>;

/** One act on a temporary separation, with what the decree asks for. */
function separationSpec(app: App, code: SeparationAct, backdate: number): ActSpec {
  const until = (required: boolean) => ({
    name: 'until',
    label: m.case_sep_until(),
    help: m.case_sep_until_help(),
    kind: 'date' as const,
    required,
  });
  const fields: Readonly<Record<SeparationAct, ActField[]>> = {
    propose: [
      {
        name: 'ground',
        label: m.case_sep_ground(),
        kind: 'select',
        required: true,
        options: app.modules.cases.separationGrounds.map((value) => ({
          value,
          label: words('separation_ground', value),
        })),
      },
    ],
    decide: [],
    'put-in-force': [until(false)],
    prolong: [until(true)],
    'extend-by-authority': [
      { name: 'authority', label: m.case_sep_authority(), kind: 'line', required: true },
      { name: 'documentNumber', label: m.case_sep_document(), kind: 'line', required: true },
      until(true),
    ],
    lift: [],
    'go-to-court': [],
  };
  return {
    key: `separation:${code}`,
    action: 'cachLy',
    hidden: { act: code },
    label: words('case_event', `separation:${code}`),
    help: m.case_sep_help(),
    fields: fields[code],
    backdate,
  };
}

/** Acts beside the process: who works on it, how secret it is, how old the child is, and the other tracks. */
function peopleSpecs(
  app: App,
  { overview, file }: CaseView,
  may: CaseMay,
  choices: { colleagues: { id: string; name: string }[]; tracks: { value: string; label: string }[]; me: string },
): ActSpec[] {
  const { sensitivities, sensitivityReasons, activeStatuses } = app.modules.cases;
  const working =
    file !== null &&
    may.work &&
    ((activeStatuses as readonly string[]).includes(overview.status) || overview.status === 'COURT_ROUTE');
  const specs: ActSpec[] = [];
  if (working)
    specs.push({
      key: 'assign',
      action: 'giao',
      hidden: {},
      label: m.assign_give(),
      fields: [
        {
          name: 'to',
          label: m.assign_to(),
          kind: 'select',
          value: overview.assignedTo ?? '',
          options: [
            { value: '', label: m.queue_tile_nobody() },
            { value: choices.me, label: m.assigned_me() },
            ...choices.colleagues
              .filter((one) => one.id !== choices.me)
              .map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
      ],
    });
  if (may.label)
    specs.push({
      key: 'label',
      action: 'nhan',
      hidden: {},
      label: m.case_act_label(),
      help: m.case_act_label_help(),
      fields: [
        {
          name: 'sensitivity',
          label: m.case_label(),
          kind: 'select',
          value: overview.sensitivity,
          options: sensitivities.map((value) => ({ value, label: words('sensitivity', value) })),
        },
        {
          name: 'reason',
          label: m.case_act_label_reason(),
          kind: 'select',
          required: true,
          options: sensitivityReasons.map((value) => ({ value, label: words('sensitivity_reason', value) })),
        },
      ],
    });
  if (working && !overview.ageDisputed)
    specs.push({
      key: 'dispute',
      action: 'tuoi',
      hidden: { act: 'dispute' },
      label: m.case_age_dispute(),
      help: m.case_age_dispute_help(),
      fields: [],
    });
  if (working && overview.ageDisputed)
    specs.push({
      key: 'settle',
      action: 'tuoi',
      hidden: { act: 'settle' },
      label: m.case_age_settle(),
      help: m.case_age_settle_help(),
      fields: [
        {
          name: 'kind',
          label: m.case_age_known(),
          kind: 'select',
          value: 'birth-date',
          options: ['birth-date', 'estimate'].map((value) => ({ value, label: words('age_kind', value) })),
        },
        {
          name: 'birthDate',
          label: m.case_age_birth(),
          kind: 'date',
          required: true,
          when: { field: 'kind', is: ['birth-date'] },
        },
        {
          name: 'minAge',
          label: m.case_age_min(),
          kind: 'number',
          required: true,
          when: { field: 'kind', is: ['estimate'] },
        },
        {
          name: 'maxAge',
          label: m.case_age_max(),
          kind: 'number',
          required: true,
          when: { field: 'kind', is: ['estimate'] },
        },
        {
          name: 'confidence',
          label: m.case_age_confidence(),
          kind: 'select',
          value: 'medium',
          when: { field: 'kind', is: ['estimate'] },
          options: ['high', 'medium', 'low'].map((value) => ({ value, label: words('confidence', value) })),
        },
        {
          name: 'evidence',
          label: m.case_age_evidence(),
          kind: 'select',
          value: 'BIRTH_CERTIFICATE',
          options: ['BIRTH_CERTIFICATE', 'OTHER_DOCUMENT', 'AGE_ASSESSMENT', 'TESTIMONY'].map((value) => ({
            value,
            label: words('evidence', value),
          })),
        },
      ],
    });
  if (working && choices.tracks.length > 0)
    specs.push({
      key: 'track',
      action: 'huong',
      hidden: {},
      label: m.case_track_open(),
      help: m.case_track_help(),
      fields: [{ name: 'track', label: m.case_track_which(), kind: 'select', required: true, options: choices.tracks }],
    });
  return specs;
}

/** A limit in words, as `Can thiệp khẩn cấp: 12 giờ`. */
function limitOf(code: string | null): string | null {
  const rule = code === null ? undefined : ruleFor(code);
  return rule
    ? `${rule[getLocale()]}: ${rule.amount} ${deadlineUnit.label(rule.unit, getLocale()).toLowerCase()}`
    : null;
}

/** The steps of the law with what became of each, who holds it, and the time left on it. */
export function stepsOf(
  app: App,
  view: CaseView,
  clocks: readonly { rule: string; due: string; soonMinutes: number; nowMinutes: number; name: string }[],
  base: string,
) {
  const { overview, file } = view;
  const rules = app.modules.cases.caseActs;
  const states = new Map(overview.steps.map(({ step, state }) => [step as string, state]));
  const doneAt = (step: string) => {
    if (step === 'RECEIVE' || step === 'VERIFY' || step === 'FORWARD') return overview.openedAt;
    return file?.events.find((event) =>
      step === 'SEPARATE'
        ? event.code.startsWith('separation:')
        : Object.hasOwn(rules, event.code) && rules[event.code as CaseAct].step === step,
    )?.at;
  };
  const { processPhases, stepNumbers, stepOfClock } = app.modules.cases;
  const step = (code: ProtectionStep) => {
    const term = protectionStep.terms.find((one) => one.code === code);
    const state = states.get(code) ?? 'ahead';
    const at = state === 'done' ? doneAt(code) : undefined;
    return {
      code,
      number: stepNumbers[code],
      name: stepName(code),
      state,
      who: term ? term.actors.map(roleName).join(', ') : '',
      holder: state === 'now' && overview.next ? (overview.next.agencyName?.[getLocale()] ?? '') : '',
      form: term?.form ? { name: formName(term.form), href: file ? `${base}/bieu-mau/${term.form}` : null } : null,
      source: lawCitation(term?.source ?? '', getLocale()),
      limit: limitOf(term?.deadline ?? null),
      at: at?.toISOString() ?? null,
      clock: clocks.find((clock) => stepOfClock(clock.rule) === code) ?? null,
    };
  };
  return processPhases.map(({ phase, steps }) => ({ phase, name: words('case_phase', phase), steps: steps.map(step) }));
}

export type CasePhases = ReturnType<typeof stepsOf>;
