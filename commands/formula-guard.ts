/** What a spreadsheet takes for a formula where a cell begins with it (OWASP, CSV Injection). */
const formula = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet executes: an apostrophe goes before what it would take for a formula. */
export function asPlainText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What `asPlainText` was given. */
export function fromPlainText(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
