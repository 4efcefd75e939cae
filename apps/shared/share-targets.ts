/**
 * Where an installed portal takes what another app shares, in each language: the only pages whose posts no page of the portal began. The
 * manifest names them to the telephone, and the server believes them by this list.
 */
export const shareTargets = { vi: '/chia-se', en: '/en/chia-se' } as const;
