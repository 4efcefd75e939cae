import { escaped } from '../scenarios/escaped.pure.ts';
import type { LocalText } from '../scenarios/local-text.ts';
import type { Lesson, Question } from './lesson.ts';

/**
 * The quiz of a lesson for other learning systems: a QTI 3.0 package of choice items, each option with its own feedback inline. Export
 * alone; nothing is read from QTI. Source: 1EdTech, "QTI 3 Implementation Guide" (examples of single choice and of inline feedback).
 *
 * A score is needed there, so right is 1 and not yet is 0; here none is shown to anybody.
 */

const ITEM_SPACE = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const ITEM_SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd';
const MANIFEST_SPACE = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** The files of a package by their path, to be put into one ZIP with the manifest at its root. */
export function qtiPackage(lesson: Lesson, lang: 'vi' | 'en'): Readonly<Record<string, string>> {
  const items = lesson.quiz.map((question) => ({
    name: `${lesson.id}-${question.id}`,
    path: `items/${question.id}.xml`,
    xml: qtiItem(question, lesson, lang),
  }));
  const resources = items
    .map(
      ({ name, path }) =>
        `    <resource identifier="${name}" type="imsqti_item_xmlv3p0" href="${path}"><file href="${path}"/></resource>`,
    )
    .join('\n');
  const manifest = `${HEAD}
<manifest xmlns="${MANIFEST_SPACE}" identifier="${lesson.id}">
  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
  <organizations/>
  <resources>
${resources}
  </resources>
</manifest>
`;
  return { 'imsmanifest.xml': manifest, ...Object.fromEntries(items.map(({ path, xml }) => [path, xml])) };
}

/** One question as an assessment item. */
export function qtiItem(question: Question, lesson: Lesson, lang: 'vi' | 'en'): string {
  const said = (text: LocalText): string => escaped(text[lang] === '' ? text.vi : text[lang]);
  const cardinality = question.choose === 'one' ? 'single' : 'multiple';
  const correct = question.options
    .filter(({ right }) => right)
    .map(({ id }) => `<qti-value>${id}</qti-value>`)
    .join('');
  const choices = question.options
    .map(({ id, say, feedback }) => {
      const word =
        feedback.vi === ''
          ? ''
          : ` <qti-feedback-inline outcome-identifier="FEEDBACK" identifier="${id}" show-hide="show">${said(feedback)}</qti-feedback-inline>`;
      return `      <qti-simple-choice identifier="${id}">${said(say)}${word}</qti-simple-choice>`;
    })
    .join('\n');
  const score = (value: 0 | 1) =>
    `<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">${value}</qti-base-value></qti-set-outcome-value>`;
  return `${HEAD}
<qti-assessment-item xmlns="${ITEM_SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${ITEM_SPACE} ${ITEM_SCHEMA}" identifier="${lesson.id}-${question.id}" title="${said(lesson.title)}" adaptive="false" time-dependent="false" xml:lang="${lang}">
  <qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="identifier">
    <qti-correct-response>${correct}</qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">
    <qti-default-value><qti-value>0</qti-value></qti-default-value>
  </qti-outcome-declaration>
  <qti-outcome-declaration identifier="FEEDBACK" cardinality="${cardinality}" base-type="identifier"/>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="${cardinality === 'single' ? 1 : 0}">
      <qti-prompt>${said(question.ask)}</qti-prompt>
${choices}
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing>
    <qti-set-outcome-value identifier="FEEDBACK"><qti-variable identifier="RESPONSE"/></qti-set-outcome-value>
    <qti-response-condition>
      <qti-response-if>
        <qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>
        ${score(1)}
      </qti-response-if>
      <qti-response-else>${score(0)}</qti-response-else>
    </qti-response-condition>
  </qti-response-processing>
</qti-assessment-item>
`;
}
