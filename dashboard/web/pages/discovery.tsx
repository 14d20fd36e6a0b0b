/** To come with its page. */
export function Discovery(_: { id: string }) {
  return null;
}
