import type { Consumer, JetStreamClient, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Broker } from './bus.ts';

const SUBJECT = 'lachan.listening.posts';
const STREAM = 'LACHAN_LISTENING';
const CONSUMER = 'processors';
/** In this window the server itself refuses a key that it has seen; the database refuses it for ever. */
const DUPLICATES = 2 * 60_000;
/** A message that nobody acknowledged goes to somebody else after this. */
const ACK_WAIT = 60_000;
const IN_FLIGHT = 256;
/** Nothing came for so long: nothing is there. */
const QUIET = 200;

/**
 * NATS JetStream: a work queue on disk, competing consumers over all sites, acknowledged after the database's commit.
 * @throws where the server cannot be reached
 */
export async function natsBroker(url: string, stream: string = STREAM): Promise<Broker> {
  // Read where a server is named: most installations have none.
  const [jetStream, { connect, nanos }] = await Promise.all([
    import('@nats-io/jetstream'),
    import('@nats-io/transport-node'),
  ]);
  const { AckPolicy, RetentionPolicy, StorageType, jetstream, jetstreamManager } = jetStream;
  const connection = await connect({ servers: url, name: 'la-chan listening', maxReconnectAttempts: -1 });
  const manager = await jetstreamManager(connection);
  const subject = `${SUBJECT}.${stream}`;
  await manager.streams.add({
    name: stream,
    subjects: [subject],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    duplicate_window: nanos(DUPLICATES),
  });
  await manager.consumers.add(stream, {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ACK_WAIT),
    max_ack_pending: 20_000,
  });
  const client = jetstream(connection);
  const consumer = await client.consumers.get(stream, CONSUMER);
  return {
    name: 'nats-jetstream',
    send: (messages) => send(client, subject, messages),
    take: (most) => take(consumer, most),
    pending: async () => (await manager.streams.info(stream)).state.messages,
    close: () => close(connection),
  };
}

async function send(
  client: JetStreamClient,
  subject: string,
  messages: readonly { readonly key: string; readonly body: string }[],
): Promise<void> {
  for (let at = 0; at < messages.length; at += IN_FLIGHT)
    await Promise.all(
      messages.slice(at, at + IN_FLIGHT).map(({ key, body }) => client.publish(subject, body, { msgID: key })),
    );
}

async function take(consumer: Consumer, most: number) {
  const taken: { body: string; ack(): void; again(): void }[] = [];
  // Asked for no more than there is, and given up once nothing comes any more: others may have taken it meanwhile. What is
  // sent to nobody's request comes again.
  const { num_pending: waiting } = await consumer.info();
  const messages = await consumer.fetch({
    max_messages: waiting === 0 ? most : Math.min(most, waiting),
    expires: 1_000,
  });
  const quiet = setTimeout(() => messages.stop(), QUIET);
  for await (const message of messages as AsyncIterable<JsMsg>) {
    quiet.refresh();
    taken.push({ body: message.string(), ack: () => message.ack(), again: () => message.nak() });
  }
  clearTimeout(quiet);
  return taken;
}

async function close(connection: NatsConnection): Promise<void> {
  // What was acknowledged must reach the server before the line goes.
  await connection.drain();
}
