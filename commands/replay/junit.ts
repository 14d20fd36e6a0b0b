import type { Verdict } from '../../gateway/alert/expectation.ts';

/** Verdicts as JUnit's XML, the part of it that GitHub's and GitLab's readers share: a test case an alert. */
export function junitOf(verdicts: readonly Verdict[], name: string, seconds: number): string {
  const failures = verdicts.filter(({ differences }) => differences.length > 0).length;
  const counts = `tests="${verdicts.length}" failures="${failures}" errors="0" skipped="0" time="${seconds.toFixed(3)}"`;
  const cases = verdicts.map(({ alert, differences }) => {
    const { rule, device, instance, since } = alert;
    const at = `${device}${instance === undefined ? '' : ` {${instance}}`}`;
    const title = `${rule}${since === undefined ? '' : ` since ${since}`}`;
    const head = `    <testcase classname="${safe(at)}" name="${safe(title)}" file="${safe(name)}" time="0"`;
    if (differences.length === 0) return `${head}/>`;
    const message = differences.join('; ');
    return `${head}>\n      <failure message="${safe(message)}" type="alert">${safe(`${at} ${title}: ${message}`)}</failure>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="vigie replay" ${counts}>`,
    `  <testsuite name="${safe(name)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that may stand in XML 1.0, which knows no control characters. */
function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
