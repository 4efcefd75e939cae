/** Why a contact is looked back at. */
export type ReviewWhy = 'sample' | 'danger';

export interface ReviewRow {
  id: string;
  contact_id: string;
  desk_code: string;
  organisation: string;
  helper: string;
  why: ReviewWhy;
  chosen_at: Date;
  first_reviewer: string | null;
  second_reviewer: string | null;
  shown_at: Date | null;
  sealed_key: Buffer;
  version: number;
}
