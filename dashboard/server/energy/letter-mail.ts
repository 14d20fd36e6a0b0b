import type { NewMail } from '../../../gateway/domain/mail.ts';
import { amountInFrench, comparedInFrench, equipmentInFrench, type Letter, sumInFrench } from './letter-page.ts';
import { inEuros, monthInFrench } from './pdf.ts';

const named = { electricity: 'Électricité', gas: 'Gaz', heat: 'Chaleur', water: 'Eau' } as const;
const alertsShown = 6;
const livesMs = 10 * 86_400_000;

/** The monthly letter as a mail in French to one person, made from the stored month alone; it leads to the page and its PDF. */
export function letterMail(
  { energy, equipment }: Letter,
  of: { readonly to: string; readonly publicUrl: string; readonly now: number },
): NewMail {
  const month = monthInFrench(energy.month);
  const title = `${energy.name}, ${month}`;
  const origin = new URL(of.publicUrl).origin;
  const page = `${origin}/mairie?collectivite=${energy.organisation}&mois=${energy.month}`;
  const pdf = `${origin}/api/v1/organisations/${energy.organisation}/energy/letter?month=${energy.month}`;
  const rows = energy.supplies.map((use) => [
    named[use.supply],
    amountInFrench(use),
    use.euros === null ? '—' : inEuros(use.euros),
    comparedInFrench(use),
  ]);
  const abnormal = energy.abnormal
    .slice(0, alertsShown)
    .map(({ siteName, title: what, reason }) => `${siteName} : ${what}${reason === what ? '' : `. ${reason}`}`);
  const machines = equipmentInFrench(equipment);
  const calm = 'Rien d’anormal ce mois-ci.';
  const why =
    'Vous recevez cette lettre comme responsable de la collectivité ; retirez « Courriel » de vos notifications pour ne plus la recevoir.';
  return {
    to: of.to,
    subject: `La lettre du mois : ${title}`,
    text: [
      title,
      sumInFrench(energy),
      rows.map((row) => row.join(' · ')).join('\n'),
      abnormal.length === 0 ? calm : `Ce qui n’était pas normal :\n${abnormal.map((one) => `– ${one}`).join('\n')}`,
      ...(machines.length === 0 ? [] : [`Votre matériel :\n${machines.map((one) => `– ${one}`).join('\n')}`]),
      `La page : ${page}`,
      `À imprimer (PDF) : ${pdf}`,
      why,
    ]
      .join('\n\n')
      .concat('\n'),
    html: `<div lang="fr" style="max-width:38em;font:16px/1.5 system-ui,sans-serif;color:#17211e">
<p style="margin:0;font-size:13px;color:#55635e">La lettre du mois</p>
<h1 style="margin:0 0 8px;font-size:24px">${escaped(title)}</h1>
<p>${escaped(sumInFrench(energy))}</p>
<table style="border-collapse:collapse;width:100%">
${rows.map((row) => `<tr>${row.map((cell, at) => `<td style="padding:8px 12px 8px 0;border-bottom:1px solid #dfe4e0${at === 0 ? ';font-weight:600' : ''}">${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}
</table>
<h2 style="font-size:18px;margin:20px 0 4px">Ce qui n’était pas normal</h2>
${abnormal.length === 0 ? `<p>${calm}</p>` : `<ul>${abnormal.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`}
${machines.length === 0 ? '' : `<h2 style="font-size:18px;margin:20px 0 4px">Votre matériel</h2>\n<ul>${machines.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>\n`}<p style="margin:20px 0"><a href="${escaped(page)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#17211e;color:#ffffff;text-decoration:none">Ouvrir le mois</a> &nbsp; <a href="${escaped(pdf)}">La lettre à imprimer (PDF)</a></p>
<hr style="border:0;border-top:1px solid #dfe4e0"><p style="font-size:13px;color:#55635e">${escaped(why)}</p>
</div>`,
    expiresAt: of.now + livesMs,
    once: `letter ${energy.organisation} ${energy.month} ${of.to}`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
