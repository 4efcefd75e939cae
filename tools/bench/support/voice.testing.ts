/** What the measurement of counting asks of voice, which no other module needs. */
export { newIssuerKey, readPrivateKey, readPublicKey, signBlinded } from '../../../src/voice/ballots/blind-token.ts';
export { castBallot } from '../../../src/voice/ballots/cast-ballot.ts';
export { blindToken } from '../../../src/voice/ballots/device.testing.ts';
export { newDrawnToken } from '../../../src/voice/ballots/drawn-token.ts';
export { closeConsultation } from '../../../src/voice/consultations/close-consultation.ts';
export { openConsultation } from '../../../src/voice/consultations/open-consultation.ts';
export { startConsultation } from '../../../src/voice/consultations/start-consultation.ts';
export { opinionGroups } from '../../../src/voice/count/opinion-groups.ts';
export { readResults } from '../../../src/voice/count/read-results.ts';
export { aPoll } from '../../../src/voice/voice.testing.ts';
