import type { Config } from './config.ts';

/** An address of ours as others write it: of the portal, where systems of members call, or of the desk, where their people read. */
export const portalAddress = ({ publicProtocol, portalHosts, portalPort }: Config, path: string): string =>
  `${publicProtocol}://${portalHosts[0] ?? `localhost:${portalPort}`}${path}`;

export const deskAddress = ({ publicProtocol, deskHosts, deskPort }: Config, path: string): string =>
  `${publicProtocol}://${deskHosts[0] ?? `localhost:${deskPort}`}${path}`;
