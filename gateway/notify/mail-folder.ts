import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailSender } from '../domain/mail.ts';
import { messageOf } from './smtp.ts';

/**
 * Writes each mail into a folder as a file that mail programs open (`.eml`, RFC 5322), and sends nothing; the newest `keep`
 * stay. Answers with the file's name.
 */
export function createMailFolder({
  folder,
  from,
  keep = 200,
}: {
  folder: string;
  from: string;
  keep?: number;
}): MailSender {
  const writer = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let lane: Promise<unknown> = Promise.resolve();
  let count = 0;

  async function write(message: Buffer): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // by name is by time
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${String(++count).padStart(6, '0')}.eml`;
    await writeFile(join(folder, name), message, { mode: 0o600 });
    const all = (await readdir(folder)).filter((file) => file.endsWith('.eml')).sort();
    await Promise.all(all.slice(0, -keep).map((file) => rm(join(folder, file), { force: true })));
    return join(basename(folder), name);
  }

  return {
    async send(mail) {
      const { message } = await writer.sendMail(messageOf(mail, from));
      if (!Buffer.isBuffer(message)) throw new Error('nodemailer gave a stream where a buffer was asked for');
      const written = lane.then(() => write(message));
      lane = written.catch(() => {}); // told to who sent it
      return { answer: await written };
    },
    close() {},
  };
}
