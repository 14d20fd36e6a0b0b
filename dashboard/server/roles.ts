import type { Role } from '../../gateway/domain/account.ts';

/** Everybody who looks: all but tokens that only write. */
export const readers: readonly Role[] = ['administrator', 'technician', 'responsable', 'agent', 'screen'];
export const staff: readonly Role[] = ['administrator', 'technician'];
export const administrators: readonly Role[] = ['administrator'];
export const writers: readonly Role[] = ['administrator', 'writer'];
