import type { Raw } from '../raw.ts';

/** A trap or an inform whose sender proved to know a secret of ours. */
export interface Notification {
  /** where the packet came from */
  readonly source: string;
  /** what it is, in the spelling of SNMPv2 (RFC 3584, 3.1) */
  readonly oid: string;
  /** what it brings behind its own OID; without a value where it cannot be read */
  readonly variables: readonly Variable[];
  /** names of the credentials that it may have come with; of v1 and v2c all that share its community */
  readonly credentials: readonly string[];
  /** of v3: the sender's engine ID in hex */
  readonly engine?: string;
  /** the sender's own address as it writes it, which behind NAT is not the source (RFC 3584, 4.1) */
  readonly address?: string;
}

export interface Variable {
  readonly oid: string;
  readonly value: Raw | undefined;
}

/** The first value below a column, and the index behind the column. */
export function variableAt(
  { variables }: Pick<Notification, 'variables'>,
  column: string,
): { readonly value: Raw | undefined; readonly index: string } | undefined {
  for (const { oid, value } of variables) {
    if (oid === column) return { value, index: '' };
    if (oid.startsWith(`${column}.`)) return { value, index: oid.slice(column.length + 1) };
  }
  return undefined;
}
