import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useVoice } from '../world.ts';

/** A question that must be answered before going on. The browser keeps the focus inside and gives it back; Escape closes. */
export function Dialog(props: { title: string; closed: () => void; children: ComponentChildren }) {
  const { title, closed, children } = props;
  const { words } = useVoice();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={id} onClose={closed}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="quiet" onClick={() => ref.current?.close()}>
          {words.close}
        </button>
      </div>
      {children}
    </dialog>
  );
}
