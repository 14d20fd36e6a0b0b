import { readAgenda } from './calendar/ical/agenda.ts';
import { timesOnly } from './calendar/ical/times-only.ts';
import type { OpeningCalendar } from './calendar/opening-calendar.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Mistake, printPath } from './mistake.ts';
import type { Item } from './territory-file.ts';
import type { WrittenCalendar } from './territory-schema.ts';

const keys = ['bookingsFile', 'closuresFile'] as const;

/** The iCalendar files of a territory. */
export interface Agendas {
  /** Names that no file bears, what cannot be read in the files and, when `complete` says that all YAML could be read, files that nobody names. */
  mistakes(items: readonly Item[], complete: boolean): Mistake[];
  /** The calendar with the times of the agendas it names, once there are no mistakes; `path` is where it is written. */
  calendar(written: WrittenCalendar, path: string): OpeningCalendar;
}

export function isAgenda({ path }: { path: string }): boolean {
  return /\.ics$/i.test(path);
}

/** The files that `isAgenda`; the names by which calendars call them are meant from the folder of the YAML file. */
export function createAgendas(files: readonly { path: string; text: string }[]): Agendas {
  const known = new Map(files.map((file) => [stepsTo(file.path).join('/'), file]));
  const named = (name: string, from: string) => known.get(stepsTo(`${folderOf(from)}/${name}`).join('/'));

  return {
    mistakes(items, complete) {
      const used = new Set<string>();
      const mistakes: Mistake[] = [];
      for (const { kind, file, path, written } of items) {
        if (kind !== 'calendars') continue;
        for (const key of keys) {
          const name = written[key];
          if (typeof name !== 'string') continue;
          const found = named(name, file.path);
          if (found !== undefined) used.add(found.path);
          else if (isAgenda({ path: name }) && !file.broken) {
            const place = [...path, key];
            const hint = didYouMean(
              name,
              files.map((one) => wayFrom(file.path, one.path)),
            );
            const message = `${printPath(place)} "${name}" is no file of the territory's folder.${hint}`;
            mistakes.push({ file: file.path, line: file.lineOf(place), message });
          }
        }
      }
      for (const { path, text } of files) {
        // the zone only moves the times that name none
        const { mistakes: wrong } = readAgenda(text, 'Europe/Paris');
        mistakes.push(...wrong.map(({ line, reason }) => ({ file: path, line, message: reason })));
        if (used.has(path) || !complete) continue;
        const name = stepsTo(path).at(-1);
        const cure = `write bookingsFile: ${name} (or closuresFile) in a calendar, or take the file away`;
        mistakes.push({ file: path, line: 1, message: `is named by no calendar: ${cure}` });
      }
      return mistakes;
    },

    calendar({ bookingsFile, closuresFile, ...calendar }, path) {
      const [bookings, closures] = [bookingsFile, closuresFile].map((name) =>
        name === undefined ? undefined : named(name, path),
      );
      return {
        ...calendar,
        ...(bookings !== undefined && { bookings: timesOnly(bookings.text) }),
        ...(closures !== undefined && { furtherClosures: timesOnly(closures.text) }),
      };
    },
  };
}

/** The folders and the name of a path, `.` and `..` walked. */
function stepsTo(path: string): string[] {
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps;
}

function folderOf(path: string): string {
  return stepsTo(path).slice(0, -1).join('/');
}

/** How somebody who writes in the file `from` names the file `to`. */
function wayFrom(from: string, to: string): string {
  const [here, there] = [stepsTo(folderOf(from)), stepsTo(to)];
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
