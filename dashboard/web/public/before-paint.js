// Before the first paint, so that nobody sees the other theme or hears the other language for a moment.
(() => {
  try {
    const theme = localStorage.getItem('vigie.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (localStorage.getItem('vigie.language') === 'en') document.documentElement.lang = 'en';
  } catch (error) {
    // A browser that keeps nothing shows the system's theme, in French.
    if (!(error instanceof DOMException)) throw error;
  }
})();
