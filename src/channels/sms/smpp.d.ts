/** As much of npm `smpp` (which has no types of its own) as is used here. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';
  import type { ConnectionOptions } from 'node:tls';

  export interface Words {
    /** Text where the data coding is one of text, bytes otherwise. */
    readonly message?: string | Buffer;
    /** Information elements, each with its identifier and length. */
    readonly udh?: readonly Buffer[];
  }
  export interface PDU {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly esm_class?: number;
    readonly data_coding?: number;
    readonly registered_delivery?: number;
    readonly source_addr?: string;
    readonly source_addr_ton?: number;
    readonly destination_addr?: string;
    readonly short_message?: Words;
    readonly message_payload?: Words;
    readonly message_id?: string;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly sar_msg_ref_num?: number;
    readonly sar_total_segments?: number;
    readonly sar_segment_seqnum?: number;
    readonly system_id?: string;
    readonly password?: string;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): PDU;
  }
  export interface Session extends EventEmitter {
    send(pdu: PDU, answered?: (pdu: PDU) => void, written?: () => void): boolean;
    close(done?: () => void): void;
    destroy(done?: () => void): void;
    readonly socket: { readonly writable: boolean; write(bytes: Buffer): boolean };
    [command: string]: unknown;
  }
  export type Fields = Readonly<Record<string, unknown>>;
  export interface Options extends ConnectionOptions {
    readonly host: string;
    readonly port: number;
    readonly tls?: boolean;
  }
  const smpp: {
    connect(options: Options, connected?: () => void): Session;
    createServer(options: Readonly<Record<string, unknown>>, listener: (session: Session) => void): NetServer;
    readonly PDU: new (command: string, fields?: Fields) => PDU;
  };
  export default smpp;
}
