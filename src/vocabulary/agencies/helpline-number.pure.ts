import lists from './agency-telephone.json' with { type: 'json' };

/** The telephone of the helpline, as it is dialled: the one place that pages, refusals and sentences take it from. */
export const helplineNumber: string = lists.agencyTelephone.terms.C111.number;
