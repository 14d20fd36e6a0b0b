import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/*
 * Installs what the tests need from Debian's packages; starts no service. With --when-missing it installs only what
 * is not there, and fails with the list where it cannot.
 */
const programs: Record<string, string> = {
  chromium: 'chromium',
  mosquitto_pub: 'mosquitto-clients',
  openssl: 'openssl',
};

const wanted = process.argv.includes('--when-missing')
  ? Object.keys(programs).filter((program) => !isInstalled(program))
  : Object.keys(programs);
if (wanted.length > 0) {
  const packages = wanted.map((program) => programs[program] ?? program);
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    process.stderr.write(
      `The tests need ${wanted.join(', ')}. On Debian or Ubuntu, as root: apt-get install ${packages.join(' ')}\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`Installing ${packages.join(', ')} for the tests…\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
