/** Which keys prove a user of SNMP v3, as net-snmp names them; `aes256b` and `aes256r` extend the key in two ways. */
export const authProtocols = ['sha', 'sha224', 'sha256', 'sha384', 'sha512', 'md5'] as const;
export const privProtocols = ['aes', 'aes256b', 'aes256r'] as const;

/** What lets Vigie ask an agent; secrets as they are, never shown. Keys of v3 are at least 8 characters (RFC 3414). */
export type SnmpCredentials =
  | { readonly version: '1' | '2c'; readonly community: string }
  | {
      readonly version: '3';
      readonly user: string;
      readonly auth?: { readonly protocol: (typeof authProtocols)[number]; readonly key: string };
      /** only beside `auth` */
      readonly priv?: { readonly protocol: (typeof privProtocols)[number]; readonly key: string };
    };
