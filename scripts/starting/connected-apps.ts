import fs from 'node:fs';
import type { ConnectedApp } from '../../local-org/api';
import type { OrgConfiguration } from '../../local-org/setup/configuration';

/**
 * The clients that may ask for tokens, as the configuration names them.
 * @param certificateFile PEM that signs assertions of the JWT bearer flow, for every client that the configuration gives none
 * @throws Error naming the file that cannot be read or is not PEM
 */
export function connectedApps(configuration: OrgConfiguration, certificateFile: string | null): ConnectedApp[] {
  return (configuration.connectedApps ?? []).map(({ certificateFile: own, ...app }) => {
    const file = own ?? certificateFile;
    return file === null ? app : { ...app, certificate: readPem(file) };
  });
}

function readPem(file: string): string {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read the certificate ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!/-----BEGIN (?:CERTIFICATE|(?:RSA )?PUBLIC KEY)-----/.test(text)) {
    throw new Error(`${file} is neither a certificate nor a public key in PEM`);
  }
  return text;
}
