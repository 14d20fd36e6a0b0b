import { render } from 'preact';
import { App } from './app.tsx';
import { preferences } from './preferences.ts';
import { wordsOf } from './texts/words.ts';
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
