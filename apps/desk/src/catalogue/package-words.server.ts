import type { PackageReading } from '../../../../src/learning/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatNumber } from '../parts/format.ts';
import { label } from '../server/codes.server.ts';

/** Something that was read, what it is, and what it means for who is no engineer. */
interface Fact {
  readonly name: string;
  readonly value: string;
  readonly means: string;
}

/** A package that was read, as the page explains it. */
export function packageView(app: App, reading: PackageReading, question: (criterion: string) => string) {
  const { learning } = app.modules;
  const { facts, findings } = reading;
  const locale = getLocale();
  const known = facts.permissions.map((permission) => ({
    name: learning.shortName(permission),
    words: learning.permissionWords(permission)?.[locale],
  }));
  return {
    id: reading.id,
    version: reading.version,
    readAt: reading.readAt,
    sha256: reading.sha256,
    listVersion: reading.listVersion,
    olderList: reading.olderList,
    foundSince: reading.foundSince.join(', '),
    otherFile: reading.otherFile,
    facts: factsOf(reading),
    permissions: known.flatMap(({ name, words }) => (words === undefined ? [] : [{ name, words }])),
    otherPermissions: known.flatMap(({ name, words }) => (words === undefined ? [name] : [])),
    found: facts.found.map(({ id, example }) => ({ id, name: learning.trackerOf(id)?.name ?? id, example })),
    findings: findings.map((finding) => ({
      id: finding.criterion,
      question: question(finding.criterion),
      answer: label(learning.criterionAnswer, finding.answer),
      reason: finding.reason ?? '',
    })),
  };
}

function factsOf({ facts, size }: PackageReading): Fact[] {
  const number = (value: number) => formatNumber(value, getLocale());
  const { code, signer } = facts;
  return [
    { name: m.package_name(), value: facts.packageName, means: m.package_name_means() },
    {
      name: m.product_version(),
      value: facts.versionName ?? m.package_not_said(),
      means: m.package_version_means({
        code: facts.versionCode === null ? m.package_not_said() : String(facts.versionCode),
      }),
    },
    {
      name: m.package_size(),
      value: m.package_size_value({ mib: number(size / 2 ** 20) }),
      means: facts.form === 'XAPK' ? m.package_form_parts({ parts: facts.parts }) : m.package_form_one(),
    },
    {
      name: m.package_sdk(),
      value: facts.targetSdk === null ? m.package_not_said() : `API ${facts.targetSdk}`,
      means: m.package_sdk_means({ least: facts.minSdk === null ? m.package_not_said() : `API ${facts.minSdk}` }),
    },
    {
      name: m.package_exported(),
      value: m.package_exported_value({ exported: facts.exported, all: facts.components }),
      means: m.package_exported_means(),
    },
    {
      name: m.package_code(),
      value: m.package_code_value({ classes: number(code.classes), files: code.files }),
      means:
        code.files === 0
          ? m.package_code_none()
          : code.unread > 0
            ? m.package_code_unread({ unread: code.unread })
            : m.package_code_means(),
    },
    {
      name: m.package_signer(),
      value: signer === null ? m.package_signer_none() : `${signer.scheme}: ${signer.certificates.join(', ')}`,
      means: signer === null ? m.package_signer_none_means() : m.package_signer_means(),
    },
    ...(facts.debuggable
      ? [{ name: m.package_debug(), value: m.package_debug_value(), means: m.package_debug_means() }]
      : []),
  ];
}
