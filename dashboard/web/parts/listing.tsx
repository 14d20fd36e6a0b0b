import type { ComponentChildren } from 'preact';
import { type Asked, useVoice } from '../world.ts';
import { Bones } from './bones.tsx';
import { Trouble } from './trouble.tsx';

interface Props<T> {
  id: string;
  title: string;
  /** of its heading; 2 unless said */
  level?: 1 | 2;
  lead?: string;
  asked: Asked<readonly T[]>;
  /** said where there is none */
  none: string;
  /** what each column holds */
  heads: readonly string[];
  /** what the buttons of the last column do, only read out */
  deed?: string;
  row(item: T): ComponentChildren;
  /** beside the title: how one is added */
  action?: ComponentChildren;
  /** between the title and the table: other views, filters */
  between?: ComponentChildren;
  children?: ComponentChildren;
}

/** A titled table of things asked from the server, with its waiting, its trouble and its emptiness. */
export function Listing<T>(props: Props<T>) {
  const { id, title, level = 2, lead, asked, none, heads, deed, row, action, between, children } = props;
  const { words } = useVoice();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section aria-labelledby={id}>
      <div class="list-head">
        <Heading id={id}>{title}</Heading>
        {action}
      </div>
      {lead !== undefined && <p class="soft lead list-lead">{lead}</p>}
      {between}
      {asked.value === undefined ? (
        asked.error === undefined ? (
          <Bones rows={2} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : asked.value.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="table-scroll list-sheet stack" tabIndex={0} aria-label={`${words.table}, ${title}`}>
          <table>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
                {deed !== undefined && (
                  <th scope="col">
                    <span class="unseen">{deed}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>{asked.value.map(row)}</tbody>
          </table>
        </section>
      )}
      {children}
    </section>
  );
}
