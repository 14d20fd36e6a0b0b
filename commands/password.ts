import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CommandError } from './command.ts';

/** A password that a command is given, or one that it made and must print. */
export interface Chosen {
  readonly password: string;
  readonly isGenerated: boolean;
}

export const passwordHelp = `  --password-file FILE   its first line is the password, "-" for standard input. Without it a terminal asks for the
                         password and does not show it; an empty one, or no terminal: one is made and printed
`;

/** The password of a file, of standard input (`-`) or of a person at the terminal; else a random one. */
export async function choosePassword(command: string, file: string | undefined): Promise<Chosen> {
  if (file !== undefined) {
    const password = firstLine(command, file);
    if (password !== '') return { password, isGenerated: false };
    throw new CommandError(2, [`vigie ${command}: --password-file ${file} holds no password in its first line`]);
  }
  if (process.stdin.isTTY) {
    const password = await askUnseen('Password (empty: one is made): ');
    if (password !== '' && password !== (await askUnseen('Again: '))) {
      throw new CommandError(2, [`vigie ${command}: the two passwords differ`]);
    }
    if (password !== '') return { password, isGenerated: false };
  }
  return { password: randomBytes(15).toString('base64url'), isGenerated: true };
}

function firstLine(command: string, file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new CommandError(2, [`vigie ${command}: --password-file ${file} cannot be read${reason}`]);
  }
}

/** One line from the terminal without echo. */
function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const hear = (keys: string) => {
      for (const [at, key] of [...keys].entries()) {
        if (key === '\u0003') {
          stdin.setRawMode(false);
          stderr.write('\n');
          process.exit(130);
        }
        if (key === '\r' || key === '\n' || key === '\u0004') {
          stdin.off('data', hear);
          stdin.setRawMode(false);
          stdin.pause();
          stderr.write('\n');
          const ahead = [...keys].slice(at + 1).join(''); // typed before the next question
          if (ahead !== '') stdin.unshift(ahead);
          resolve(typed);
          return;
        }
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key;
      }
    };
    stdin.on('data', hear);
  });
}
