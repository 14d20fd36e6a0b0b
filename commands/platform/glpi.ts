import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Alerts } from '../../gateway/domain/alerts.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Helpdesk } from '../../gateway/domain/helpdesk.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import { createMirror } from '../../gateway/notify/glpi/mirror.ts';
import { createGlpiV1 } from '../../gateway/notify/glpi/v1.ts';
import { createGlpiV2 } from '../../gateway/notify/glpi/v2.ts';
import { createHelpdeskOutbox } from '../../gateway/state/create-helpdesk-outbox.ts';
import type { State } from '../../gateway/state/open-state.ts';

type Setting = NonNullable<Config['helpdesk']['glpi']>;

/** Keeps tickets the same in the GLPI that is configured, at its pace; what was closed there takes its alerts in hand here. */
export function startGlpiMirror(parts: {
  readonly setting: Setting;
  readonly state: State;
  readonly tickets: Tickets;
  readonly alerts: Pick<Alerts, 'command'>;
  readonly now: () => number;
  readonly log: Logger;
}): AsyncDisposable {
  const { setting, alerts, now, log } = parts;
  const closing = new AbortController();
  const mirror = createMirror({
    ...{ tickets: parts.tickets, now, log },
    helpdesk: helpdeskOf(setting, closing.signal),
    outbox: createHelpdeskOutbox(parts.state),
    async closed(ticket) {
      for (const alert of ticket.alerts) {
        await alerts.command(alert, { does: 'acknowledge', mode: 'until-clear', by: 'glpi' }, now()).catch(isOver);
      }
    },
  });
  let running: Promise<void> | undefined;
  // a turn that lasts longer than the pace is not followed by those that came due meanwhile
  const turn = () => {
    running ??= mirror
      .turn()
      .catch((error: unknown) => log.error({ err: error }, 'tickets could not be mirrored to GLPI: it is tried again'))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(turn, durationMs(setting.every)).unref();
  turn();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      closing.abort();
      await running;
    },
  };
}

/** An alert that is over or gone needs nobody's hand. */
function isOver(error: unknown): void {
  if (!(error instanceof VigieError)) throw error;
}

function helpdeskOf(setting: Setting, closing: AbortSignal): Helpdesk {
  const { url } = setting;
  if (setting.api === 'v2') {
    const { clientId, clientSecretFile, user, passwordFile } = setting;
    const secrets = { clientSecret: secretIn(clientSecretFile), password: secretIn(passwordFile) };
    return createGlpiV2({ url, clientId, user, ...secrets }, closing);
  }
  const { userTokenFile, appTokenFile } = setting;
  const app = appTokenFile === undefined ? {} : { appToken: secretIn(appTokenFile) };
  return createGlpiV1({ url, userToken: secretIn(userTokenFile), ...app }, closing);
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new VigieError(
      'unavailable',
      `helpdesk.glpi: ${file} cannot be read: does it belong to the account of Vigie?`,
      {
        cause,
      },
    );
  }
}
