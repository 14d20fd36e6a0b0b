import type { Role } from '../../gateway/domain/account.ts';

/** Everybody who looks: all but tokens that only write. */
export const readers: readonly Role[] = ['administrator', 'technician', 'responsable', 'agent', 'screen'];
/** Those who sign in with a password. */
export const people: readonly Role[] = ['administrator', 'technician', 'responsable', 'agent'];
export const staff: readonly Role[] = ['administrator', 'technician'];
export const administrators: readonly Role[] = ['administrator'];
export const writers: readonly Role[] = ['administrator', 'writer'];
/** Those who answer for the figures of a building. */
export const entryWriters: readonly Role[] = ['administrator', 'technician', 'responsable'];
/** Those whom a key of their own serves: agents have screens enough. */
export const ownTokenMakers: readonly Role[] = ['administrator', 'technician', 'responsable'];
