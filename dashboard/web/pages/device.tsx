/** To come with its page. */
export function DevicePage(_: { id: string }) {
  return null;
}
