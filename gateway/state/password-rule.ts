/** Words that people build passwords on; each counts as one character. Longest first, so that none hides in another. */
const worn = [
  'motdepasse',
  'monmotdepasse',
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'azertyuiop',
  'qwertyuiop',
  'azerty',
  'qwerty',
  'qsdfghjklm',
  'asdfghjkl',
  'wxcvbn',
  'zxcvbnm',
  'administrateur',
  'administrator',
  'admin',
  'welcome',
  'bienvenue',
  'bonjour',
  'soleil',
  'doudou',
  'chouchou',
  'marseille',
  'iloveyou',
  'jetaime',
  'loulou',
  'princesse',
  'princess',
  'football',
  'superman',
  'starwars',
  'letmein',
  'changeme',
  'secret',
  'vigie',
  'mairie',
  'commune',
  'landes',
  'alpi',
  'printemps',
  'automne',
  'hiver',
  'janvier',
  'fevrier',
  'février',
  'avril',
  'juillet',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
  'décembre',
  'monkey',
  'dragon',
  'master',
  'sunshine',
  'shadow',
  'pokemon',
  'nicolas',
  'camille',
  'thomas',
  'chocolat',
].sort((a, b) => b.length - a.length);

const wantedBits = 80;

/**
 * Why a password is too weak, with what to do, or undefined where it is good. The measure is the entropy of CNIL's
 * délibération n° 2022-100 of 21 July 2022: 80 bits, e.g. 12 characters of the four kinds, 14 of letters and digits, or a
 * sentence. Worn words, the person's own address, repetitions and runs (aaaa, 1234) count as one character.
 */
export function weakness(password: string, email: string): string | undefined {
  if (Math.round(entropyBits(password, email)) >= wantedBits) return undefined;
  return 'The password is too easy to guess: take 12 characters or more with capitals, small letters, digits and signs, or a sentence of at least six words, without your name or mail address.';
}

/** Length × log2(alphabet) of what remains after folding what an attacker tries first. */
export function entropyBits(password: string, email: string): number {
  let alphabet = 0;
  if (/[a-z]/.test(password)) alphabet += 26;
  if (/[A-Z]/.test(password)) alphabet += 26;
  if (/[0-9]/.test(password)) alphabet += 10;
  if (/[^a-zA-Z0-9]/.test(password)) alphabet += 37;
  if (alphabet === 0) return 0;
  const own = email
    .toLowerCase()
    .split(/[@.\-_+]/)
    .filter((part) => part.length >= 4);
  let folded = password.toLowerCase();
  for (const word of [email.toLowerCase(), ...own, ...worn]) {
    if (word !== '') folded = folded.replaceAll(word, '\u0000');
  }
  return withoutRuns(folded) * Math.log2(alphabet);
}

/** aaaa and 4321 are two characters long: the first, and the step that is repeated. */
function withoutRuns(text: string): number {
  let count = 0;
  let previous = Number.NaN;
  let step = Number.NaN;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code - previous !== step || Math.abs(step) > 1) count++;
    step = code - previous;
    previous = code;
  }
  return count;
}
