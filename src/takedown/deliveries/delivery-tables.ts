import type { DeliveryChannel, DeliveryKind } from './delivery.ts';

export interface DeliveryRow {
  id: string;
  agency: string;
  addressee_id: string;
  contact_id: string;
  channel: DeliveryChannel;
  kind: DeliveryKind;
  object_kind: string;
  object_id: string;
  reference: string;
  sender: string;
  message_key: string;
  taken: boolean;
  made_at: Date;
  is_demonstration: boolean;
}

export interface DeliveryTables {
  'takedown.member_delivery': DeliveryRow;
}
