import { apiRoot } from './dispatch.ts';
import type { Route } from './route.ts';

/** The API on one page that people can read, without a script. */
export function docsPage(routes: readonly Route[], version: string): string {
  const rows = routes.map(({ method, path, summary, roles }) => {
    const who =
      roles === 'anyone' ? 'tous · anyone' : typeof roles === 'string' ? 'connecté · signed in' : roles.join(', ');
    return `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escaped(apiRoot + path)}</code></td><td>${escaped(summary)}</td><td>${escaped(who)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vigie : API</title>
<link rel="stylesheet" href="/api/docs.css">
<h1>Vigie : API <small>${escaped(version)}</small></h1>
<p>La description complète, pour les outils : <a href="${apiRoot}/openapi.json">openapi.json</a> (OpenAPI 3.1).
Connexion : <code>POST ${apiRoot}/session</code>, ou l’en-tête <code>Authorization: Bearer …</code> avec un jeton.
Les listes se poursuivent par <code>?cursor=</code> ; les heures sont en UTC (ISO 8601) ; les erreurs suivent la RFC 9457.</p>
<table>
<thead><tr><th scope="col">Méthode</th><th scope="col">Chemin</th><th scope="col">Objet</th><th scope="col">Rôles</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}

/** The page's own style sheet: the security policy lets none stand in the page. */
export const docsStyle = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8884; }
small { font-weight: normal; }
@media (max-width: 40rem) { th:nth-child(4), td:nth-child(4) { display: none; } }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
