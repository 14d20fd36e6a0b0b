import { startDelivery } from '../../gateway/notify/delivery.ts';
import { createSmtpSender } from '../../gateway/notify/smtp.ts';
import { createOutbox } from '../../gateway/state/create-outbox.ts';
import { openState } from '../../gateway/state/open-state.ts';
import { letterOfMonth } from './letter-of-month.ts';

/** A process that puts a monthly letter into the outbox and is killed, `written` before it leaves or `sent` before that is noted. */
const [file = '', url = '', when = 'written'] = process.argv.slice(2);
const state = openState({ file });
const outbox = createOutbox(state);
await outbox.put(letterOfMonth, Date.now());
if (when === 'written') process.kill(process.pid, 'SIGKILL');
const sender = createSmtpSender({ url, from: 'Vigie <vigie@exemple.fr>' });
startDelivery({
  outbox,
  sender: {
    ...sender,
    async send(mail) {
      await sender.send(mail);
      process.kill(process.pid, 'SIGKILL');
      return new Promise<never>(() => {});
    },
  },
  link: async () => undefined,
  now: Date.now,
  log: console,
});
