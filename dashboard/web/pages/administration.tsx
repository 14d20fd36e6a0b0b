/** To come with its page. */
export function Administration(_: { id: string }) {
  return null;
}
