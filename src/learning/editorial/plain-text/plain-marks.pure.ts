/**
 * A body as plain text. It says all that the form says, so that whoever writes with a screen reader, on a telephone, or in a program of
 * their own has the same power. One line is one thing:
 *
 *     # the title            ! the lead             ## a heading; of a card; of a scene
 *     a paragraph            1. a step              = what a help box says
 *     ? a question           + right   - wrong   * open, or what to do after a lesson
 *     ~ what is said to whoever chose that
 *     > the English of the line above
 *     [name: value]          a setting of what stands above it; above the title, of the whole
 *     \ at the beginning     a paragraph that begins like one of these, or is empty
 *
 * Blank lines mean nothing. Names of settings are read with and without Vietnamese marks.
 */

export const marks = ['#', '!', '##', '=', '?', '+', '-', '*', '~', '>'] as const;
export type Mark = (typeof marks)[number] | 'paragraph' | 'step';

/** The settings, as they are written, by what they are in the format. */
export const settingNames = {
  kind: 'loại',
  id: 'tên đường dẫn',
  bands: 'tuổi',
  audience: 'người đọc',
  theme: 'chủ đề',
  harms: 'việc hại',
  help: 'trang giúp',
  sources: 'nguồn',
  skills: 'kỹ năng',
  minutes: 'phút',
  start: 'bắt đầu',
  flag: 'cờ',
  scene: 'cảnh',
  picture: 'hình',
  path: 'cách báo cáo',
  acts: 'nút',
  to: 'nơi giúp',
  name: 'mã',
  choose: 'chọn',
  target: 'tới',
  when: 'khi',
  set: 'đặt',
  ending: 'kết',
} as const;
export type Setting = keyof typeof settingNames;

/** One line, or two, of a plain text. */
export type PlainEntry =
  | {
      readonly mark: Mark;
      readonly vi: string;
      readonly en: string;
      readonly line: number;
      /** The first of some steps, which begins them. */
      readonly first: boolean;
    }
  | { readonly setting: Setting; readonly value: string; readonly line: number };

/** Why a plain text is not kept. Lines count from 1. */
export interface PlainFault {
  readonly line: number;
  readonly code:
    | 'setting-unknown'
    | 'setting-misplaced'
    | 'setting-twice'
    | 'value-unreadable'
    | 'mark-misplaced'
    | 'english-first'
    | 'english-twice'
    | 'kind-unknown'
    | 'part-missing'
    | 'format';
  /** What stands there, or what is missing. */
  readonly found: string;
}
