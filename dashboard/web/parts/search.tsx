import { useEffect, useRef, useState } from 'preact/hooks';
import type { Hit } from '../../contract/search.ts';
import { preferences } from '../preferences.ts';
import { go } from '../router.ts';
import { searchWordsOf } from '../texts/search.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import '../style/search.css';

const waitMs = 60;

/** Where a result leads: a contact to their organisation. */
function addressOf({ kind, id }: Hit): string {
  return kind === 'site' ? `/sites/${id}` : kind === 'device' ? `/devices/${id}` : `/organisations/${id}`;
}

/** Finds what somebody on the telephone names, while it is typed; Enter opens what stands first. */
export function SearchPalette({ typed, closed }: { typed: string; closed: () => void }) {
  const { api, types } = useWorld();
  const { language } = useVoice();
  const own = searchWordsOf(language);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(typed);
  const [at, setAt] = useState(0);
  const [typing, setTyping] = useState(preferences.typing);
  const [found, setFound] = useState<{ text: string; hits: readonly Hit[] }>({ text: '', hits: [] });

  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
    field.current?.setSelectionRange(typed.length, typed.length);
  }, []);
  useEffect(() => {
    if (text.trim().length < 3) {
      setFound({ text, hits: [] });
      return;
    }
    const control = new AbortController();
    const timer = setTimeout(() => {
      api.search(text, control.signal).then(
        ({ items }) => {
          setFound({ text, hits: items });
          setAt(0);
        },
        // the last results stay; typing on asks again
        () => undefined,
      );
    }, waitMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [text, api]);

  const { hits } = found;
  function open(hit: Hit | undefined) {
    if (hit === undefined) return;
    dialog.current?.close();
    go(addressOf(hit));
    scrollTo(0, 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }
  function key(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setAt((index) => Math.min(hits.length - 1, index + 1));
    else if (event.key === 'ArrowUp') setAt((index) => Math.max(0, index - 1));
    else if (event.key === 'Enter') open(hits[at]);
    else return;
    event.preventDefault();
  }
  return (
    <dialog ref={dialog} class="palette" aria-label={own.title} onClose={closed}>
      <label class="palette-label" for="palette">
        {own.label}
      </label>
      <input
        ref={field}
        id="palette"
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        aria-expanded={hits.length > 0}
        aria-controls="palette-hits"
        aria-activedescendant={hits.length > 0 ? `hit-${at}` : undefined}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={key}
      />
      <p class="unseen" role="status">
        {hits.length > 0 && (hits.length === 1 ? own.foundOne : say(own.found, { count: hits.length }))}
      </p>
      <div id="palette-hits" role="listbox" aria-label={own.title} class="palette-hits" tabIndex={-1}>
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
          <div
            id={`hit-${index}`}
            key={`${hit.kind} ${hit.id} ${hit.name}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            class="palette-hit"
            onClick={() => open(hit)}
          >
            <span class="palette-kind">{own.kinds[hit.kind]}</span>
            <span class="palette-name">
              {hit.name}
              <span class="palette-place">{placeOf(hit)}</span>
            </span>
            {hit.matched && (
              <span class="palette-why">
                {own.matched[hit.matched.by]} {hit.matched.text}
              </span>
            )}
          </div>
        ))}
      </div>
      {hits.length === 0 && (
        <p class="palette-note">
          {found.text.trim().length >= 3 && found.text === text ? say(own.nothing, { text }) : own.hint}
        </p>
      )}
      <div class="palette-foot">
        <span>{own.keys}</span>
        <label class="tick">
          <input
            type="checkbox"
            checked={typing}
            onChange={(event) => {
              preferences.keepTyping(event.currentTarget.checked);
              setTyping(event.currentTarget.checked);
            }}
          />
          {own.typed}
        </label>
      </div>
    </dialog>
  );

  function placeOf(hit: Hit): string {
    const type = hit.type === undefined ? undefined : types.get(hit.type)?.label[language];
    const where = hit.kind === 'organisation' ? undefined : hit.organisation.name;
    return [hit.site?.name ?? where, type].filter((part) => part !== undefined && part !== hit.name).join(' · ');
  }
}
