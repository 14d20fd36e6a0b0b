import type { TLSSocket } from 'node:tls';

/** Why a client was turned away during the TLS handshake, in one line. */
export function tlsReason(error: Error & { code?: string }, socket: TLSSocket): string {
  // Node gives OpenSSL's code as a text there, whatever its types say
  const found: unknown = socket.authorizationError;
  if (typeof found === 'string') return ofCertificate[found] ?? `its certificate was not taken: ${found}`;
  const { code = '' } = error;
  return ofHandshake.find(([pattern]) => pattern.test(code))?.[1] ?? error.message.split('\n', 1)[0] ?? code;
}

const ofAnother = 'its certificate is not of the authority in mqtt.tls.ca';

const ofCertificate: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired: give it a new one',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: is one of the clocks wrong?',
  DEPTH_ZERO_SELF_SIGNED_CERT: ofAnother,
  SELF_SIGNED_CERT_IN_CHAIN: ofAnother,
  UNABLE_TO_GET_ISSUER_CERT: ofAnother,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ofAnother,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ofAnother,
};

/** OpenSSL's reasons as Node names them; what a client says of our certificate comes as an alert (RFC 8446, 6.2). */
const ofHandshake: readonly (readonly [RegExp, string])[] = [
  [/PEER_DID_NOT_RETURN_A_CERTIFICATE/, 'it showed no certificate, which mqtt.tls.ca asks for'],
  [/ALERT_UNKNOWN_CA/, 'it does not know the authority of our certificate: give it that one, as its CA file'],
  [/ALERT_CERTIFICATE_EXPIRED/, 'it says that our certificate has expired: renew mqtt.tls.cert'],
  // libmosquitto says internal error where the name is another
  [
    /ALERT_(INTERNAL_ERROR|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/,
    'it does not take our certificate: does that bear the name by which the client calls us?',
  ],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST/, 'it speaks in clear on the encrypted port'],
  [/UNSUPPORTED_PROTOCOL/, 'its TLS is older than 1.2'],
  [/ECONNRESET/, 'it went away in the middle of it'],
];
