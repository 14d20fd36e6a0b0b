import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type {
  KeyRegistration,
  KeySignature,
  RegistrationOptions,
  SignatureOptions,
} from '../../dashboard/contract/security-key.ts';

/** Where somebody is led to use their key: the page's origin, and the host it claims to be. */
interface Visit {
  origin: string;
  rpId?: string;
}

/** A security key of software that answers as browsers pass it on (WebAuthn Level 3, 6), at `home` unless led elsewhere. */
export function createAuthenticator(home: Visit) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string, { origin }: Visit) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  /** 6.1: the relying party's hash, flags (present, perhaps with a credential), counter */
  function authenticatorData({ rpId = 'localhost' }: Visit, credential = Buffer.alloc(0)): Buffer {
    const head = Buffer.alloc(37);
    createHash('sha256').update(rpId).digest().copy(head);
    head[32] = credential.length > 0 ? 0x41 : 0x01;
    head.writeUInt32BE(++counter, 33);
    return Buffer.concat([head, credential]);
  }

  return {
    id: id.toString('base64url'),
    /** as a copied key would: the next signature counts from here */
    setCounter(to: number): void {
      counter = to;
    },
    register({ challenge }: Pick<RegistrationOptions, 'challenge'>, at = home): KeyRegistration {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      // COSE key, RFC 9053: EC2, ES256, P-256
      const cose = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const data = authenticatorData(at, credential);
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x58, data.length]),
        data,
      ]);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, at).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['usb'],
        },
      };
    },
    sign({ challenge }: Pick<SignatureOptions, 'challenge'>, at = home): KeySignature {
      const data = authenticatorData(at);
      const client = clientData('webauthn.get', challenge, at);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      };
    },
  };
}

/** A short CBOR text. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}
