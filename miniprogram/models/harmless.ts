/**
 * What may be shown and stored of an address besides its host. Everything else counts as a secret: a token can look like
 * anything, and its parameter can have any name.
 */

/** Words of addresses that receive callbacks. Whatever is not among them is hidden, which costs a tap and no secret. */
const WORDS = new Set(
  (
    'admin ai api app asr async audit auth avatar back backend batch bucket business callback ci client cloud ' +
    'code complete content cos create data default demo detail dev develop do doc document done edit endpoint env ' +
    'error event export fail file finish format function gateway goods handle handler hook html http image img ' +
    'import info input item job json key lang live log mall material media message mode mq new notice ' +
    'notification notify off ok on open order out output page password path photo php pic picture post preview ' +
    'process prod product production project public push queue receive receiver region release report response ' +
    'result retry review sandbox scf secret server service session shop sign signature site source stage staging ' +
    'start state status stop storage store success sync system target task template test ticket token topic trace ' +
    'transcode type uat update upload url user version video web webhook work worker workflow xml en zh cn ap ' +
    'guangzhou shanghai beijing nanjing chengdu chongqing hongkong singapore true false yes no'
  ).split(' '),
);
/** What a word may end with besides. */
const ENDINGS = ['', 's', 'd', 'ed'];

/** Parameters whose number is a number: a page, a version. */
const COUNTS = ['page', 'size', 'retry', 'v', 'version'];

/** What secrets are called, as a word of a name: their values are hidden whatever they say. */
const SECRET_WORD =
  /token|secret|passw|credential|session|signature|hmac|key(id)?$|^auth(?!or)|^(sign?|pass|pwd?|code|ticket|bearer|private|nonce|otp|ak|sk|pin|sid|jwt|mac|hash|md5|sha|cert)$/;

/** @returns whether what goes by that name is a secret. Encoded letters are read: `%74oken` is a token. */
export function isSecretName(name: string): boolean {
  return wordsOf(decode(name).replace(/[^A-Za-z0-9]+/g, '-')).some((word) => SECRET_WORD.test(word));
}

/** @returns whether a text says nothing but ordinary words, or too little to be a secret. */
export function isOrdinary(text: string, alsoOrdinary: readonly string[] = []): boolean {
  if (/^([a-z]|v?\d{1,2}|\.{0,2})$/i.test(text)) return true;
  return wordsOf(text).every(
    (word) => isWord(word) || alsoOrdinary.includes(word) || /^v\d{1,2}$/.test(word),
  );
}

function isWord(word: string): boolean {
  return ENDINGS.some((end) => word.endsWith(end) && WORDS.has(word.slice(0, word.length - end.length)));
}

/** @returns whether a text can be the name of a parameter and nothing else: letters alone, in words of their usual length. */
export function isOrdinaryName(name: string): boolean {
  const words = wordsOf(name);
  return words.length <= 5 && words.every((word) => /^[a-z]{1,13}$/.test(word));
}

/** @returns whether the value of a parameter may be shown. */
export function isOrdinaryValue(name: string, value: string): boolean {
  if (value === '') return true;
  if (isSecretName(name)) return false;
  return isOrdinary(value) || (COUNTS.includes(name.toLowerCase()) && /^\d{1,4}$/.test(value));
}

/** @returns whether a text looks made by a machine: long, with letters and digits mixed, or longer than any word. */
export function looksRandom(text: string): boolean {
  const letters = text.replace(/%[0-9a-f]{2}/gi, 'x');
  const isMixed = /[a-z]/i.test(letters) && /\d/.test(letters);
  return (isMixed && letters.length >= 16) || /\d{16}/.test(letters) || letters.length >= 40;
}

/** @returns the words of a name in lower case: `X-Cos-SecurityToken` has four. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]/);
}

/** One byte a letter: names of secrets are ASCII. */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
