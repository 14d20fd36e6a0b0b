import { apiRoot } from './dispatch.ts';
import type { Route } from './route.ts';

/** The API on one page that people can read, without a script. */
export function docsPage(routes: readonly Route[], version: string): string {
  const rows = routes.map(({ method, path, summary, roles }) => {
    const who = roles === 'anyone' ? 'anyone' : typeof roles === 'string' ? 'whoever is signed in' : roles.join(', ');
    return `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escaped(apiRoot + path)}</code></td><td>${escaped(summary)}</td><td>${escaped(who)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="/vigie.svg">
<title>Vigie: API</title>
<link rel="stylesheet" href="/api/docs.css">
<h1>Vigie: API <small>${escaped(version)}</small></h1>
<p>Everything, for tools: <a href="${apiRoot}/openapi.json">openapi.json</a> (OpenAPI 3.1).
Sign in with <code>POST ${apiRoot}/session</code>, or send a token in the header <code>Authorization: Bearer …</code>.
Lists go on with <code>?cursor=</code>; times are ISO 8601 in UTC; errors follow RFC 9457.</p>
<table>
<thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What for</th><th scope="col">Who may</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}

/** The page's own style sheet: the security policy lets none stand in the page. */
export const docsStyle = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8884; }
small { font-weight: normal; }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid #8884; }
  td { display: inline; padding-right: .5rem; border: 0; overflow-wrap: anywhere; }
  code { font-size: .75rem; }
  td:nth-child(n + 3) { display: block; padding: 0; }
}
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
