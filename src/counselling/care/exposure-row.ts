/** How heavy one contact was for whoever had it. */
export interface ExposureRow {
  id: string;
  person: string;
  desk_code: string;
  at: Date;
  minutes: number;
  weight: number;
  hard: boolean;
  rest_minutes: number;
}
