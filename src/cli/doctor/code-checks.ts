import type { Config } from '../../config/index.ts';
import { type Check, type Text, unsafe } from './finding.ts';
import { chanceOf, codesPerDay, formulaOf, guessingSteps } from './guessing.ts';

/** NIST SP 800-63B-4 and OWASP ASVS 6.5.4 ask for 20 bits. */
const digitsWanted = 6;

/** Codes so short that guessing pays, with the chance worked out. */
export const shortCodes: Check = ({ config }) => {
  const { codeLength, codeAttemptsMax: tries, liveCodesMax: live, codesPerNumber, rateLimits } = config;
  if (codeLength >= digitsWanted) return undefined;
  const day = codesPerDay(codesPerNumber);
  const now = attack(config, codeLength);
  const wanted = attack(config, digitsWanted);
  const what: Text = rateLimits
    ? {
        en: `Codes have ${codeLength} digits. One number gets at most ${day} codes a day, ${tries} tries each, ${live} of them live at once; after wrong guesses the next codes are longer. The chance that a stranger guesses one within a day is at most ${now.formula} = ${now.percent} for each number attacked. NIST SP 800-63B and OWASP ASVS ask for ${digitsWanted} digits.`,
        ru: `Цифр в коде: ${codeLength}. Кодов на один номер за сутки — не больше ${day}, попыток на код — ${tries}, одновременно действующих кодов — ${live}; после неверных попыток следующие коды длиннее. Вероятность, что посторонний угадает код за сутки, — не больше ${now.formula} = ${now.percent.replace('.', ',')} для каждого номера под атакой. По NIST SP 800-63B и OWASP ASVS цифр должно быть ${digitsWanted}.`,
      }
    : {
        en: `Codes have ${codeLength} digits, and without limits a stranger guesses one sooner or later.`,
        ru: `Цифр в коде: ${codeLength}, и без ограничений посторонний рано или поздно угадает код.`,
      };
  return unsafe('CODE_LENGTH', what, {
    en: `Set CODE_LENGTH=${digitsWanted}${rateLimits ? ` (${wanted.formula} = ${wanted.percent} a day)` : ''}, or PRESET=strict.`,
    ru: `Задайте CODE_LENGTH=${digitsWanted}${rateLimits ? ` (${wanted.formula} = ${wanted.percent.replace('.', ',')} в сутки)` : ''} или PRESET=strict.`,
  });
};

function attack(config: Config, digits: number): { readonly formula: string; readonly percent: string } {
  const steps = guessingSteps({
    digits,
    tries: config.codeAttemptsMax,
    liveCodes: config.liveCodesMax,
    codesPerDay: codesPerDay(config.codesPerNumber),
  });
  return { formula: formulaOf(steps), percent: `${Number((chanceOf(steps) * 100).toPrecision(2))} %` };
}

export const noLimits: Check = ({ config }) =>
  config.rateLimits
    ? undefined
    : unsafe(
        'RATE_LIMITS',
        {
          en: 'There are no limits: anybody may send any number of messages and guess any number of codes.',
          ru: 'Ограничений нет: кто угодно может отправить сколько угодно сообщений и перебирать коды без счёта.',
        },
        { en: 'Set RATE_LIMITS=on.', ru: 'Задайте RATE_LIMITS=on.' },
      );

export const testNumbers: Check = ({ config, now }) => {
  const live = config.testPhoneNumbers.filter(({ until }) => until === undefined || until > now);
  if (live.length === 0) return undefined;
  const names = live.map(({ pattern }) => pattern).join(', ');
  return unsafe(
    'TEST_PHONE_NUMBERS',
    {
      en: `The codes of ${names} are fixed: whoever knows one signs in with these numbers, without a message.`,
      ru: `Коды номеров ${names} постоянны: кто знает такой код, входит с этими номерами без сообщения.`,
    },
    {
      en: 'Leave TEST_PHONE_NUMBERS unset, or end each number with a day soon to come.',
      ru: 'Уберите TEST_PHONE_NUMBERS или ограничьте каждый номер ближайшей датой.',
    },
  );
};
