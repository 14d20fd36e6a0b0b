/** Without accents, case and hyphens, for searching: « ecole » finds « École ». */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’'-]/g, ' ').toLowerCase().trim();
}
