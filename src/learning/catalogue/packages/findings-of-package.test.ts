import { describe, expect, it } from 'vitest';
import { criteriaOf } from '../evaluations/criteria.ts';
import { type Finding, faultOfFindings } from '../evaluations/evaluation.ts';
import { dex, type SampleApp, samplePackage } from './android-package.testing.ts';
import { findingsOfPackage, type PersonsWord } from './findings-of-package.ts';
import { trackerList } from './package-signs.ts';
import { read } from './read-android-package.ts';

function findings(app: SampleApp = {}, code: readonly Uint8Array[] = [dex(['example.Main'])], word: PersonsWord = {}) {
  const said = read(samplePackage(app, code));
  if ('fault' in said) throw new Error(said.fault);
  return new Map(findingsOfPackage(said.read, word).map((one) => [one.criterion, one]));
}

describe('the findings of a package', () => {
  it('answer each criterion of the layer once, in words that the layer takes', () => {
    const criteria = criteriaOf('PACKAGE').map(({ id }) => id);
    for (const code of [[], [dex(['com.appsflyer.Hub', 'com.unity3d.ads.UnityAds'])], [Buffer.from('x')]]) {
      const all = [...findings({ permissions: ['android.permission.CAMERA'] }, code).values()];
      expect(all.map(({ criterion }) => criterion).toSorted()).toEqual(criteria.toSorted());
      const written = all.map((one) => ({ ...one, reader: 'EVERYBODY', consent: null }) as Finding);
      expect(faultOfFindings('PACKAGE', written)).toBeUndefined();
      for (const { reason } of all) expect(reason).not.toMatch(/[{}]/);
    }
  });

  it('name what was found with the version of the list, and say that it may never have run', () => {
    const { reason, answer } =
      findings({}, [dex(['com.appsflyer.Hub', 'com.adjust.sdk.Adjust'])]).get('package.tracker') ?? {};
    expect(answer).toBe('YES');
    expect(reason).toContain(`AppsFlyer, Adjust (danh sách bản ${trackerList.version})`);
    expect(reason).toContain('chưa phải là bằng chứng');
  });

  it('tell "not found" from "not checked": what was found counts whatever could not be read', () => {
    const unread = dex(['example.Hidden'], [], '041');
    const answer = (code: readonly Uint8Array[]) => findings({}, code).get('package.tracker')?.answer;
    expect(answer([dex(['example.Main'])])).toBe('NO');
    expect(answer([dex(['example.Main']), unread])).toBe('NOT_CHECKED');
    expect(answer([])).toBe('NOT_CHECKED');
    expect(answer([dex(['com.appsflyer.Hub']), unread])).toBe('YES');
    // Permissions stand in the manifest, which was read.
    expect(findings({}, []).get('package.location')?.answer).toBe('NO');
  });

  it('leave to a person whether the use needs the camera, and only where it is asked for', () => {
    const asked = { permissions: ['android.permission.CAMERA'] };
    const code = [dex(['example.Main'])];
    const camera = (app: SampleApp, word?: PersonsWord) => findings(app, code, word).get('package.camera-microphone');
    expect(camera({})?.answer).toBe('NO');
    expect(camera(asked)).toMatchObject({ answer: 'NOT_CHECKED' });
    expect(camera(asked, { answer: 'NO', reason: 'Cần để quét mã.' })).toMatchObject({
      answer: 'NO',
      reason: 'Gói xin quyền CAMERA. Cần để quét mã.',
    });
    expect(camera({}, { answer: 'YES', reason: 'x' })?.answer).toBe('NO');
  });

  it('know what Android does where a package says nothing of encryption', () => {
    const answer = (app: SampleApp) => findings(app).get('package.unencrypted')?.answer;
    expect(answer({ targetSdk: 27 })).toBe('YES');
    expect(answer({ targetSdk: 28 })).toBe('NO');
    expect(answer({ targetSdk: 27, application: { usesCleartextTraffic: false } })).toBe('NO');
    expect(answer({ application: { usesCleartextTraffic: true } })).toBe('YES');
    expect(answer({ application: { usesCleartextTraffic: false, networkSecurityConfig: 1 } })).toBe('NOT_CHECKED');
    // A number in the place of yes or no names something in the resources.
    expect(answer({ application: { usesCleartextTraffic: 0x7f050000 } })).toBe('NOT_CHECKED');
  });

  it('know a place that is always known from one that is known while it is open', () => {
    const answers = (permission: string) => {
      const all = findings({ permissions: [permission] });
      return ['package.location', 'package.location-always'].map((id) => all.get(id)?.answer);
    };
    expect(answers('android.permission.ACCESS_FINE_LOCATION')).toEqual(['YES', 'NO']);
    expect(answers('android.permission.ACCESS_BACKGROUND_LOCATION')).toEqual(['YES', 'YES']);
    expect(answers('example.permission.ACCESS_FINE_LOCATION')).toEqual(['NO', 'NO']);
  });
});
