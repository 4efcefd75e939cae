import { isDate, ok, type Result, readOptionalText, readTextInput } from '../../../kernel/index.ts';
import { type FourC, fourC, type PortalBand, portalBand } from '../../../vocabulary/index.ts';
import { refuse } from '../../refusals.ts';
import { EDITOR_NOTE } from '../editor-note.ts';

/** What an editor writes of a campaign. */
export interface CampaignInput {
  readonly titleVi: string;
  readonly titleEn?: string | undefined;
  /** What it is for, as the editors say it to each other. */
  readonly aim?: string | undefined;
  readonly bands: readonly string[];
  readonly theme: string;
  /** `YYYY-MM-DD`, both within it. */
  readonly startsOn: string;
  readonly endsOn: string;
}

interface Written {
  readonly title_vi: string;
  readonly title_en: string;
  readonly aim: string;
  readonly bands: PortalBand[];
  readonly theme: FourC;
  readonly starts_on: string;
  readonly ends_on: string;
}

const TITLE = { most: 120 };

/** Refusals: those of a text, `learning-campaign.unusable` with the field */
export function readCampaign(input: CampaignInput): Result<Written> {
  const title = readTextInput(input.titleVi, 'titleVi', TITLE);
  if (!title.ok) return title;
  const english = readOptionalText(input.titleEn, 'titleEn', TITLE);
  if (!english.ok) return english;
  const aim = readOptionalText(input.aim, 'aim', EDITOR_NOTE);
  if (!aim.ok) return aim;
  const bands = portalBand.codes.filter((code) => input.bands.includes(code));
  if (bands.length === 0) return refuse('learning-campaign.unusable', { field: 'bands' });
  if (!fourC.has(input.theme)) return refuse('learning-campaign.unusable', { field: 'theme' });
  const { startsOn, endsOn } = input;
  if (!isDate(startsOn)) return refuse('learning-campaign.unusable', { field: 'startsOn' });
  if (!isDate(endsOn) || endsOn < startsOn) return refuse('learning-campaign.unusable', { field: 'endsOn' });
  return ok({
    title_vi: title.value,
    title_en: english.value ?? '',
    aim: aim.value ?? '',
    bands,
    theme: input.theme,
    starts_on: startsOn,
    ends_on: endsOn,
  });
}
