import { timingSafeEqual } from 'node:crypto';

/** A client that can request tokens, like a connected app of the platform. */
export interface ConnectedApp {
  readonly clientId: string;
  /** Required of the client where set. */
  readonly clientSecret?: string;
  /** Username that the client credentials flow runs as; without it the flow is refused. */
  readonly runAs?: string;
  /** X.509 certificate or public key in PEM that signs assertions of the JWT bearer flow (RS256). */
  readonly certificate?: string;
  /** Key that signs assertions of the JWT bearer flow instead of a certificate (HS256), at least 32 characters. */
  readonly sharedKey?: string;
}

/** The client id that official tools send when none is configured. */
export const DEFAULT_CONNECTED_APPS: readonly ConnectedApp[] = [{ clientId: 'PlatformCLI' }];

/** Compares in constant time, so that the duration does not reveal how much of the secret was right. */
export function secretMatches(app: ConnectedApp, given: string | null): boolean {
  if (app.clientSecret === undefined) return true;
  const [expected, actual] = [Buffer.from(app.clientSecret), Buffer.from(given ?? '')];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
