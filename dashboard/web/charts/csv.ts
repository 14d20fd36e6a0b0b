import type { Language } from '../texts/words.ts';

/** A table for a spreadsheet: BOM; `;` and a decimal comma in French, `,` and a point in English; formulas stay text. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[], language: Language): string {
  const separator = language === 'fr' ? ';' : ',';
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    if (typeof value === 'number') {
      const text = String(Math.round(value * 1000) / 1000);
      return language === 'fr' ? text.replace('.', ',') : text;
    }
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /["\n\r]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;
}
