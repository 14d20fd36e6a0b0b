import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import { plain } from '../texts/plain.ts';
import { useVoice } from '../world.ts';

const mostShown = 60;

interface Props {
  all: readonly Organisation[];
  chosen: readonly string[];
  choose(ids: string[]): void;
}

/** Ticks organisations, found by typing; the ones ticked stay on top. */
export function PickOrganisations({ all, chosen, choose }: Props) {
  const { words } = useVoice();
  const [text, setText] = useState('');
  const searched = plain(text);
  const ticked = all.filter(({ id }) => chosen.includes(id));
  const others = all.filter(({ id, name }) => !chosen.includes(id) && plain(name).includes(searched));
  return (
    <fieldset class="pick">
      <legend>{words.chooseOrganisations}</legend>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="pick-list">
        {[...ticked, ...others.slice(0, mostShown)].map(({ id, name }) => (
          <label class="tick" key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                choose(event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
