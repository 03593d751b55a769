import { type Check, note, unsafe } from './finding.ts';

export const simulatedChannel: Check = ({ config }) =>
  config.smsProviders.includes('simulated')
    ? unsafe(
        'SMS_PROVIDERS',
        {
          en: 'The simulated channel sends nothing: nobody gets a code.',
          ru: 'Имитация канала ничего не отправляет: кода никто не получит.',
        },
        {
          en: 'Name a provider that sends in SMS_PROVIDERS.',
          ru: 'Укажите в SMS_PROVIDERS провайдера, который отправляет сообщения.',
        },
      )
    : undefined;

export const fraudOnlyObserved: Check = ({ config }) =>
  config.mode === 'production' && config.fraudMode === 'observe'
    ? unsafe(
        'FRAUD_MODE',
        {
          en: 'The rules against paid-message fraud only write down what they see: it costs you every message.',
          ru: 'Правила против накрутки платных сообщений только записывают увиденное: каждое сообщение оплатите вы.',
        },
        { en: 'Set FRAUD_MODE=protect.', ru: 'Задайте FRAUD_MODE=protect.' },
      )
    : undefined;

export const everyCountry: Check = ({ config }) =>
  config.mode === 'production' && config.allowedCountries === '*'
    ? note(
        'ALLOWED_COUNTRIES',
        {
          en: 'Codes are sent to every country, the dear ones too, which is what paid-message fraud looks for.',
          ru: 'Коды отправляются во все страны, в том числе дорогие: их и ищут для накрутки платных сообщений.',
        },
        {
          en: 'Name the countries where your people live.',
          ru: 'Перечислите страны, где живут ваши пользователи.',
        },
      )
    : undefined;

export const noProofOfWork: Check = ({ config }) =>
  config.mode === 'production' && config.proofOfWork === 'off'
    ? note(
        'PROOF_OF_WORK',
        {
          en: 'No client is ever asked for a proof of work: asking for codes by machine costs nothing, and can have new people of your own country refused.',
          ru: 'Доказательства работы не спрашивают ни у кого: машинные запросы кодов ничего не стоят, и из-за них могут отказывать новым людям вашей страны.',
        },
        { en: 'Set PROOF_OF_WORK=risk.', ru: 'Задайте PROOF_OF_WORK=risk.' },
      )
    : undefined;
