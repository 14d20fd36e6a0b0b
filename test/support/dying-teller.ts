import { createMailCourier } from '../../gateway/notify/mail-courier.ts';
import { startSending } from '../../gateway/notify/sending.ts';
import { createSmtpSender } from '../../gateway/notify/smtp.ts';
import { createNotices } from '../../gateway/state/create-notices.ts';
import { openState } from '../../gateway/state/open-state.ts';
import { notice } from './notices-in-hand.ts';

/** A process that decides to tell something and is killed, `written` before it is sent or `sent` before that is noted. */
const [file = '', url = '', when = 'written'] = process.argv.slice(2);
const state = openState({ file });
const notices = createNotices(state);
await state.transaction().execute((trx) => createNotices(trx).decide([notice()], [], Date.now()));
if (when === 'written') process.kill(process.pid, 'SIGKILL');
const courier = createMailCourier({
  sender: createSmtpSender({ url, from: 'Vigie <vigie@exemple.fr>' }),
  notices,
  letters: { consequences: () => [] },
  host: 'vigie.exemple.fr',
});
startSending({
  notices,
  couriers: new Map([
    [
      'mail',
      {
        async send(parcel) {
          await courier.send(parcel);
          process.kill(process.pid, 'SIGKILL');
          return new Promise<never>(() => {});
        },
      },
    ],
  ]),
  recipient: async () => ({ address: 'marie@agence.fr', language: 'fr' }),
  now: Date.now,
  log: console,
});
