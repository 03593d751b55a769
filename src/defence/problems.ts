import { defineProblems } from '../http/index.ts';

export const defenceProblems = defineProblems({
  too_many_attempts: {
    status: 429,
    en: [
      'Too many tries',
      'Too many codes were tried from here.',
      'Wait as many seconds as "retry_after" says. The number itself is not locked: it works from elsewhere.',
    ],
    ru: [
      'Слишком много попыток',
      'Отсюда введено слишком много кодов.',
      'Подождите столько секунд, сколько стоит в «retry_after». Сам номер не заблокирован: из другого места он работает.',
    ],
  },
  too_many_requests: {
    status: 429,
    en: [
      'Too many requests',
      'Too many requests of this kind came from here.',
      'Wait as many seconds as "retry_after" says.',
    ],
    ru: [
      'Слишком много запросов',
      'Отсюда пришло слишком много таких запросов.',
      'Подождите столько секунд, сколько стоит в «retry_after».',
    ],
  },
  sending_paused: {
    status: 429,
    en: [
      'Sending is paused',
      'Codes to such numbers are not being sent right now: too many of the last ones were never entered.',
      'Try again after as many seconds as "retry_after" says.',
    ],
    ru: [
      'Отправка приостановлена',
      'Коды на такие номера сейчас не отправляются: слишком многие из последних так и не ввели.',
      'Повторите через столько секунд, сколько стоит в «retry_after».',
    ],
  },
  number_type_not_allowed: {
    status: 403,
    en: [
      'Number not served',
      'No codes are sent to premium, shared-cost and service numbers.',
      'Use an ordinary mobile or home number.',
    ],
    ru: [
      'Номер не обслуживается',
      'На платные и служебные номера коды не отправляются.',
      'Укажите обычный мобильный или домашний номер.',
    ],
  },
});
