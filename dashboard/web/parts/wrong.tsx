/** What went wrong with a form, read out when it appears. */
export function Wrong({ text }: { text: string | undefined }) {
  return <div role="alert">{text !== undefined && <p class="form-wrong">{text}</p>}</div>;
}
