import { useState } from 'preact/hooks';
import { preferences, type Theme } from '../preferences.ts';
import { useVoice } from '../world.ts';

/** Language and theme, kept in this browser. */
export function Choices() {
  const { words, language, speak } = useVoice();
  const [theme, setTheme] = useState(preferences.theme);
  return (
    <div class="choices">
      <button
        type="button"
        class="quiet"
        lang={language === 'fr' ? 'en' : 'fr'}
        onClick={() => speak(language === 'fr' ? 'en' : 'fr')}
      >
        {language === 'fr' ? 'English' : 'Français'}
      </button>
      <label class="choice">
        <span class="unseen">{words.theme}</span>
        <select
          value={theme}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            const next: Theme = chosen === 'light' || chosen === 'dark' ? chosen : 'system';
            preferences.keepTheme(next);
            setTheme(next);
          }}
        >
          <option value="system">{words.themeSystem}</option>
          <option value="light">{words.themeLight}</option>
          <option value="dark">{words.themeDark}</option>
        </select>
      </label>
    </div>
  );
}
