/** Why nothing came back, in words for a technician. A certificate that is refused is an answer: the machine lives. */
export function reasonOf(error: unknown, signal?: AbortSignal): { isUnreachable: boolean; reason: string } {
  if (signal?.aborted === true) return { isUnreachable: true, reason: 'no answer in time' };
  const code = codeOf(error);
  const silent = code === undefined ? undefined : silences[code];
  if (silent !== undefined) return { isUnreachable: true, reason: silent };
  const distrust = code === undefined ? undefined : distrusts[code];
  if (distrust !== undefined) return { isUnreachable: false, reason: distrust };
  if (code?.startsWith('HPE_') === true) return { isUnreachable: false, reason: 'answers something that is not HTTP' };
  if (code?.startsWith('ERR_SSL_') === true || code === 'EPROTO') {
    return { isUnreachable: false, reason: `TLS failed (${code}): is the port one that speaks TLS?` };
  }
  const said = error instanceof Error ? error.message : String(code ?? error);
  return { isUnreachable: true, reason: said.replace(/\p{C}/gu, ' ').slice(0, 200) };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // several addresses were tried: the first says it
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const silences: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no answer in time',
  ECONNREFUSED: 'connection refused: nothing listens on this port',
  ECONNRESET: 'the connection broke before an answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name server does not answer',
  EPIPE: 'the connection broke before an answer',
  ETIMEDOUT: 'no answer in time',
};

// X509_V_ERR_… as node names them
const distrusts: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet: is a clock wrong?',
  CERT_REVOKED: 'the certificate is revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed: give its authority in caFile',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate’s authority is unknown: give it in caFile',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate’s authority is unknown: give it in caFile',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate’s authority is unknown: give it in caFile',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the server does not send its whole chain of certificates, or its authority is unknown',
};
