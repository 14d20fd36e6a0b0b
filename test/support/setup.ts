import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withoutServices } from './without-services.ts';

/** What the tests run of other people's programs, and the Debian package that brings each. The only such list. */
const programs: Readonly<Record<string, string>> = {
  chromium: 'chromium',
  influxd: 'influxdb',
  mosquitto: 'mosquitto',
  mosquitto_pub: 'mosquitto-clients',
  openssl: 'openssl',
  pg_ctlcluster: 'postgresql',
  ping: 'iputils-ping',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  snmpd: 'snmpd',
  snmpget: 'snmp',
};

/*
 * Installs what the tests need from Debian's packages; starts no service. With --when-missing it installs only what
 * is not there, and fails with the list where it cannot.
 */
const wanted = process.argv.includes('--when-missing')
  ? Object.keys(programs).filter((program) => !isInstalled(program))
  : Object.keys(programs);
if (wanted.length > 0) {
  const packages = wanted.map((program) => programs[program] ?? program);
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    fail(`The tests need ${wanted.join(', ')}. On Debian or Ubuntu, as root: apt-get install ${packages.join(' ')}`);
  }
  process.stderr.write(`Installing ${packages.join(', ')} for the tests…\n`);
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  try {
    apt('update', '-qq');
    withoutServices('/usr/sbin/policy-rc.d', () => {
      apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(`${packages.join(', ')} could not be installed for the tests (above, apt-get says why): ${reason}`);
  }
}

/** Daemons stand in sbin, which is not in everybody's PATH. */
function isInstalled(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
