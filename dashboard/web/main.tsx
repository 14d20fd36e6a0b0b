import { render } from 'preact';
import { App } from './app.tsx';
import { preferences } from './preferences.ts';
import { wordsOf } from './texts/words.ts';
import { startWorker } from './worker.ts';
import './style/base.css';
import './style/parts.css';
import './style/frame.css';
import './style/overview.css';
import './style/sign-in.css';
import './style/print.css';

const root = document.getElementById('vigie');
if (root === null) throw new Error('index.html: there is no element #vigie to draw into');
const language = preferences.language();
render(<App first={{ language, words: await wordsOf(language) }} />, root);
// after the first paint: it serves the offline page and push messages, nothing that is on screen now
if ('serviceWorker' in navigator) {
  // a browser that forbids it shows its own page when the server is away
  const start = () => void startWorker().catch(() => undefined);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start);
}
