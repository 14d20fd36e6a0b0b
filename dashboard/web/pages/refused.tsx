/** To come with its page. */
export function RefusedPage(_: { id: string }) {
  return null;
}
