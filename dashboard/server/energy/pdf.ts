import type { Content } from 'pdfmake';

export interface Page {
  readonly title: string;
  /** the instant that the file says it was made at: the data's, so that the same data make the same bytes */
  readonly at: number;
  readonly foot: string;
  readonly content: readonly Content[];
}

const ink = '#17211E';
export const soft = '#55635E';

/** One A4 page in French as bytes; the same page gives the same bytes. */
export async function pdfOf({ title, at, foot, content }: Page): Promise<Buffer> {
  // ten megabytes of fonts and their tables, which nobody needs until the first page is asked for
  const [{ default: pdfmake }, { default: roboto }] = await Promise.all([
    import('pdfmake'),
    import('pdfmake/fonts/Roboto.js'),
  ]);
  const own = new Set(Object.values(roboto.Roboto));
  pdfmake.setFonts(roboto);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => own.has(path));
  return pdfmake
    .createPdf({
      info: { title, author: 'Vigie', creationDate: new Date(at) },
      lang: 'fr-FR',
      pageSize: 'A4',
      pageMargins: [48, 44, 48, 48],
      defaultStyle: { fontSize: 10, lineHeight: 1.25, color: ink },
      styles: {
        title: { fontSize: 20, bold: true, lineHeight: 1.1 },
        head: { fontSize: 12, bold: true, margin: [0, 14, 0, 4] },
        big: { fontSize: 17, lineHeight: 1.1 },
        soft: { color: soft, fontSize: 8.5 },
      },
      footer: { text: foot, fontSize: 7.5, color: soft, margin: [48, 8, 48, 0] },
      content,
    })
    .getBuffer();
}

/** A table with hairlines; the first row is its head, cells after the first stand on the right. */
export function table(rows: readonly (readonly string[])[], widths: readonly (string | number)[]): Content {
  return {
    table: {
      headerRows: 1,
      widths,
      body: rows.map((row, at) =>
        row.map((text, cell) => ({
          text,
          ...(at === 0 && { bold: true, color: soft, fontSize: 8.5 }),
          ...(cell > 0 && { alignment: 'right' as const }),
        })),
      ),
    },
    layout: 'lightHorizontalLines',
  };
}

const unbroken = '\u00a0';
const locale = 'fr-FR';

/** Numbers as French print has them; the narrow space of thousands is one that the typeface holds. */
export function french(value: number, decimals = 0): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return format
    .format(value === 0 ? 0 : value)
    .replaceAll('\u202f', unbroken)
    .replace('-', '−');
}

export const inEuros = (value: number): string => `${french(value)}${unbroken}€`;
export const inPercent = (share: number, decimals = 0): string => `${french(share * 100, decimals)}${unbroken}%`;

/** « 7 juillet 2026 », « 1er juillet 2026 » of a local day. */
export function inFrench(date: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
    .format(Date.parse(`${date}T12:00:00Z`))
    .replace(/^1 /, '1er ');
}

/** « novembre 2026 ». */
export function monthInFrench(month: string): string {
  const at = Date.parse(`${month}-15T12:00:00Z`);
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
}
