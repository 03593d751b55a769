import { defineProblems } from '../http/index.ts';

export const signInProblems = defineProblems({
  invalid_phone_number: {
    status: 400,
    en: [
      'Not a phone number',
      'No phone can have this number.',
      'Send the number with its country code, such as +79991234567, without an extension.',
    ],
    ru: [
      'Неверный номер',
      'Такого номера телефона быть не может.',
      'Укажите номер с кодом страны, например +79991234567, без добавочного.',
    ],
  },
  invalid_code: {
    status: 400,
    en: [
      'Wrong code',
      'This code is wrong or no longer valid.',
      'Check the newest message, or ask for a new code. A code works once, for five minutes, and for three tries.',
    ],
    ru: [
      'Неверный код',
      'Этот код неверен или больше не действует.',
      'Сверьтесь с последним сообщением или запросите новый код. Код действует один раз, пять минут и три попытки.',
    ],
  },
  country_not_allowed: {
    status: 403,
    en: [
      'Country not served',
      'No codes are sent to numbers of this country.',
      'Use a number of a country that this service sends to. The operator sets them with ALLOWED_COUNTRIES.',
    ],
    ru: [
      'Страна не обслуживается',
      'На номера этой страны коды не отправляются.',
      'Укажите номер страны, в которую сервис отправляет коды. Её задаёт владелец сервиса: ALLOWED_COUNTRIES.',
    ],
  },
  phone_number_taken: {
    status: 409,
    en: [
      'Number taken',
      'Another account has this number.',
      'Sign in by this number to use that account, or end it there before you move here.',
    ],
    ru: [
      'Номер занят',
      'Этот номер принадлежит другому аккаунту.',
      'Войдите по этому номеру в тот аккаунт или удалите его, прежде чем переносить сюда номер.',
    ],
  },
  resend_too_soon: {
    status: 429,
    en: [
      'Too soon',
      'A code was sent to this number a moment ago.',
      'Wait as many seconds as "retry_after" says. The code that was sent still works.',
    ],
    ru: [
      'Слишком рано',
      'Код на этот номер только что отправлен.',
      'Подождите столько секунд, сколько стоит в «retry_after». Отправленный код действует.',
    ],
  },
  too_many_codes: {
    status: 429,
    en: [
      'Too many codes',
      'Too many codes were sent to this number. Enter the last two that came there to get another.',
      'Use a code that was already sent; or send the last two that came to the phone as "received_codes" to get another; or wait as many seconds as "retry_after" says.',
    ],
    ru: [
      'Слишком много кодов',
      'На этот номер отправлено слишком много кодов. Введите два последних пришедших, чтобы получить ещё один.',
      'Введите уже отправленный код; или передайте два последних кода, пришедших на телефон, в «received_codes», чтобы получить ещё один; или подождите столько секунд, сколько стоит в «retry_after».',
    ],
  },
  sms_unavailable: {
    status: 503,
    en: [
      'Messages cannot be sent',
      'The message could not be sent. The try does not count.',
      'Try again after as many seconds as "retry_after" says.',
    ],
    ru: [
      'Сообщение не отправить',
      'Сообщение не удалось отправить. Попытка не засчитана.',
      'Повторите через столько секунд, сколько стоит в «retry_after».',
    ],
  },
});
