import type { ComponentChildren } from 'preact';
import { Choices } from './choices.tsx';

/** The frame of the pages before the sign-in. */
export function Door({ title, lead, children }: { title?: string; lead?: string; children: ComponentChildren }) {
  return (
    <div class="door">
      <header class="door-top">
        <Choices />
      </header>
      <main class="door-main" id="content">
        <div class="door-brand">
          <img src="/vigie.svg" alt="" width="44" height="44" />
          {title === undefined ? <h1>Vigie</h1> : <p class="door-name">Vigie</p>}
        </div>
        {title !== undefined && <h1 class="door-title">{title}</h1>}
        {lead !== undefined && <p class="door-lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
