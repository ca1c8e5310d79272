import { createPublicKey } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import type { ConnectedApp } from './connected-apps';
import { OAuthRefusal } from './refusal';

/** Audiences that clients name: the platform's login hosts, or this server itself. */
const PLATFORM_AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** Reads the claims of an assertion without checking it, to find the app that signed it. */
export function issuerOf(assertion: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims && typeof claims.iss === 'string' ? claims.iss : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Checks an assertion of the JWT bearer flow: signature, audience and expiry.
 * Expiry uses the computer's clock, because the client does not know the org's.
 *
 * @returns the username it is for (`sub`)
 * @throws OAuthRefusal invalid_grant, or invalid_client where the app has neither certificate nor key
 */
export async function verifyAssertion(app: ConnectedApp, assertion: string, origin: string): Promise<string> {
  const key =
    app.certificate !== undefined ? createPublicKey(app.certificate) : app.sharedKey !== undefined ? Buffer.from(app.sharedKey) : undefined;
  if (key === undefined) {
    throw new OAuthRefusal('invalid_client', `no certificate or shared key is configured for client ${app.clientId}`);
  }
  try {
    const { payload } = await jwtVerify(assertion, key, {
      issuer: app.clientId,
      audience: [...PLATFORM_AUDIENCES, origin, `${origin}/services/oauth2/token`],
      algorithms: [app.certificate === undefined ? 'HS256' : 'RS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: 10
    });
    return payload.sub ?? '';
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new OAuthRefusal('invalid_grant', 'expired authorization code');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw new OAuthRefusal('invalid_grant', 'audience is invalid');
    }
    if (error instanceof errors.JOSEError) throw new OAuthRefusal('invalid_grant', `invalid assertion: ${error.message}`);
    throw error;
  }
}
