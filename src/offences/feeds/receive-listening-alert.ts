import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { tellWatchers } from '../deconfliction/tell-holders.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { classNumber, nodeNumbers } from '../graph/node-store.ts';
import { feedIdentifiers } from './feed-identifiers.ts';
import { saidByLink } from './said.ts';

export interface ReceiveListeningAlert {
  readonly alert: string;
  /** Addresses of the public post; its author is a pseudonym in listening, and stays one. */
  readonly links: readonly string[];
  readonly at: Date;
  readonly demonstration: boolean;
}

const RECEIVE = systemActor('offences.receive-alert');

/**
 * Takes in an alert that a person has confirmed and that names what the Penal Code punishes: where the post stands, for who investigates
 * anywhere. Whoever watches for that address is told. Done twice, it is the same. @returns how many addresses it has
 */
export function receiveListeningAlert(ctx: Ctx, input: ReceiveListeningAlert): Promise<Result<number>> {
  return ctx.as(RECEIVE).transaction(async (tx) => {
    const [node] = (await nodeNumbers(tx, [{ kind: nodeNumber('LISTENING_ALERT'), object: input.alert }])) as [number];
    const fed = await feedIdentifiers(
      ctx.kernel,
      tx,
      input.links.map(saidByLink),
      {
        node,
        visibility: await classNumber(tx, { level: 'NATION' }),
        ofFile: false,
        origin: { module: 'listening', kind: 'listening-alert', id: input.alert },
        author: RECEIVE,
        firstSeen: input.at,
        lastSeen: input.at,
        demonstration: input.demonstration,
      },
      (identifier) => tellWatchers(tx, identifier),
    );
    return ok(fed.length);
  });
}
