export interface FacilityRow {
  id: string;
  agency: string;
  services: string[];
  province_code: string;
  commune_code: string;
  address: string;
  phone: string;
  hours: string;
  ages_from: number;
  ages_to: number;
  described_at: Date;
  described_by: string;
  taking: boolean | null;
  free_places: number | null;
  wait_days: number | null;
  capacity_at: Date | null;
  capacity_by: string | null;
  version: number;
}

export interface FacilityTables {
  'counselling.facility': FacilityRow;
}
