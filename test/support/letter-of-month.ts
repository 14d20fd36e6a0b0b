import type { NewMail } from '../../gateway/domain/mail.ts';

/** A letter as it is put into the outbox again and again until its organisation is noted. */
export const letterOfMonth: NewMail = {
  to: 'maire@tartas.fr',
  subject: 'La lettre du mois : Tartas, octobre 2026',
  text: 'En tout 368 € TTC.',
  expiresAt: Number.MAX_SAFE_INTEGER,
  once: 'letter tartas 2026-10 maire@tartas.fr',
};
