const septetsMax = 160;
const ucs2Max = 70;

/** The characters of GSM 03.38 that take one septet. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Those that take two. */
const extended = '^{}\\[~]|€\f';

/** Whether a text message is sent as one part, which is what carriers charge for. */
export function fitsOneSmsPart(text: string): boolean {
  let septets = 0;
  for (const character of text) {
    if (basic.includes(character)) septets += 1;
    else if (extended.includes(character)) septets += 2;
    else return text.length <= ucs2Max;
  }
  return septets <= septetsMax;
}
