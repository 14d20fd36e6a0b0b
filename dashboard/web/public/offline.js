// The page that stands in while the server is away: in the language that was chosen, trying again by itself.
(() => {
  let english = false;
  try {
    english = localStorage.getItem('vigie.language') === 'en';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  if (english) {
    document.documentElement.lang = 'en';
    document.title = 'Vigie cannot be reached';
    for (const element of document.querySelectorAll('[data-en]')) element.textContent = element.dataset.en;
  }
  const time = document.querySelector('time');
  async function attempt() {
    const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok) return location.reload();
    time.textContent = new Date().toLocaleTimeString(english ? 'en-GB' : 'fr-FR');
  }
  document.querySelector('button').addEventListener('click', attempt);
  setInterval(attempt, 10_000);
  addEventListener('online', attempt);
  void attempt();
})();
