/**
 * What the API says in English of things that happen every day, in French: `$1` and so on are what the pattern caught.
 * Whatever is not here is shown as it came.
 */
export const reasonsFr: readonly (readonly [RegExp, string])[] = [
  // messages that were set aside
  [/^client "(.+?)" may not publish on (.*)$/, 'Le client « $1 » n’a pas le droit de publier sur $2'],
  [
    /^client "(.+?)" may not speak for device "(.+?)", whose client is "(.+?)"$/,
    'Le client « $1 » ne parle pas pour l’équipement « $2 », dont le client est « $3 »',
  ],
  [
    /^no dialect reads this topic; native ones are (.*)$/,
    'Aucun dialecte ne lit ce sujet ; les sujets natifs s’écrivent $1',
  ],
  [/^device "(.+?)" is of site "(.+?)", not "(.+?)"$/, 'L’équipement « $1 » est du site « $2 », et non « $3 »'],
  [/^the payload is not UTF-8$/, 'Le contenu n’est pas du texte (UTF-8)'],
  [/^the payload is not JSON(?:: .*)?$/, 'Le contenu n’est pas du JSON'],
  [/^the payload is not a JSON object$/, 'Le contenu n’est pas un objet JSON'],
  [/^the payload is not an object with "metrics"$/, 'Le contenu n’est pas un objet avec « metrics »'],
  [/^the payload has no object "metrics"$/, 'Le contenu n’a pas d’objet « metrics »'],
  [/^the payload holds no reading$/, 'Le contenu ne porte aucun relevé'],
  [/^the array is empty$/, 'Le tableau est vide'],
  [
    /^a topic that names a metric wants a bare number$/,
    'Sur un sujet qui nomme une mesure, seul un nombre est attendu',
  ],
  [
    /^time "(.*)" has no offset: in an array every time needs one$/,
    'L’heure « $1 » n’a pas de fuseau : dans un tableau chaque heure en a besoin',
  ],
  [/^time "(.*)" is neither ISO 8601 nor epoch milliseconds$/, 'L’heure « $1 » n’est ni ISO 8601 ni en millisecondes'],
  [/^clock: time (\S+) is more than 5 minutes ahead$/, 'Horloge : l’heure $1 est en avance de plus de 5 minutes'],
  [/^clock: time (\S+) is before 2000; .*$/, 'Horloge : l’heure $1 est d’avant 2000 ; elle s’écrit en millisecondes'],
  [/^metric "(.+?)" is none of a (\S+)$/, 'La mesure « $1 » n’est pas de celles d’un équipement « $2 »'],
  [/^(\S+) is not a number$/, '$1 n’est pas un nombre'],
  [/^(\S+) is not a finite number$/, '$1 n’est pas un nombre fini'],
  [/^(\S+) cannot be (.*)$/, '$1 ne peut pas valoir $2'],
  [/^nothing in it that a (\S+) measures$/, 'Rien de ce que mesure un équipement « $1 »'],
  [/^device "(.+?)" already has (\d+) series$/, 'L’équipement « $1 » a déjà $2 séries'],
  [
    /^device "(.+?)" is already announced by client "(.+?)"$/,
    'L’équipement « $1 » est déjà annoncé par le client « $2 »',
  ],
  [/^more than (\d+) discovery messages$/, 'Plus de $1 annonces d’équipements'],
  [/^there are more than (\d+) Sparkplug nodes$/, 'Plus de $1 nœuds Sparkplug'],
  [
    /^a metric whose alias no birth declared: .*$/,
    'Une mesure dont aucune naissance n’a déclaré l’alias : le nœud est prié de renaître',
  ],
  // mail servers
  [/^(\S+): .*\b(?:535|EAUTH|Invalid login)\b.*$/, '$1 refuse notre identifiant ou notre mot de passe'],
  [/^(\S+): .*\b5\d\d\b.*(?:user|mailbox|recipient|address).*$/i, '$1 ne connaît pas cette adresse, ou la refuse'],
  [/^(\S+): .*\b4\d\d\b.*$/, '$1 refuse pour le moment'],
  [/^(\S+): .*\b5\d\d\b.*$/, '$1 refuse ce courriel'],
  [/^(\S+): .*ECONNREFUSED.*$/, '$1 n’accepte pas la connexion'],
  [/^(\S+): .*(?:ENOTFOUND|EAI_AGAIN).*$/, '$1 est introuvable : le nom est-il juste ?'],
  [/^(\S+): .*(?:timed? ?out|ETIMEDOUT|Timeout).*$/i, '$1 ne répond pas à temps'],
  // equipment and services that are asked
  [/^no answer in time$/, 'pas de réponse à temps'],
  // what was asked of Vigie
  [/^Sign in first$/, 'connectez-vous d’abord'],
  [/^This is not open to the role (\S+)$/, 'votre rôle ne le permet pas'],
  [/^There is no account "?(.+?)"?$/, 'le compte $1 n’existe pas'],
  [/^There is no (?:organisation|site|device|token) "(.+?)"$/, '« $1 » n’existe pas'],
  [/^There is no (?:discovered device|refused message) (\d+)$/, 'il n’est plus là : quelqu’un s’en est occupé'],
  [/^(\S+) has an account already: change that one$/, '$1 a déjà un compte : modifiez celui-là'],
  [/^(\S+) is disabled: enable the account first$/, 'le compte $1 est désactivé : réactivez-le d’abord'],
  [
    /^Nobody would be left to administer: .*$/,
    'il ne resterait personne pour administrer : nommez d’abord un autre administrateur',
  ],
  [/^A key is asked of technicians and administrators only$/, 'seuls techniciens et administrateurs ont une clé'],
  [/^No mail server is configured .*$/, 'aucun serveur de courriel n’est configuré : remettez le lien vous-même'],
  [/^There are (\d+) accounts already$/, 'il y a déjà $1 comptes'],
  [/^There are (\d+) tokens already: .*$/, 'il y a déjà $1 jetons : retirez ceux qui ne servent pas'],
  [/^Readings cannot be made durable at this moment.*$/, 'rien ne peut être enregistré en ce moment'],
  [/^Vigie made a mistake; .*$/, 'Vigie s’est trompée ; c’est noté dans son journal'],
];
