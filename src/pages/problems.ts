import { defineProblems } from '../http/index.ts';

export const pageProblems = defineProblems({
  wrong_origin: {
    status: 403,
    en: [
      'Sent from elsewhere',
      'This form was not sent from a page of this service, so nothing was done.',
      'Open the page at the address of this service and send the form from there. The operator sets that address with PUBLIC_URL.',
    ],
    ru: [
      'Отправлено не отсюда',
      'Форма отправлена не со страницы этого сервиса, поэтому ничего не сделано.',
      'Откройте страницу по адресу сервиса и отправьте форму оттуда. Адрес задаёт владелец сервиса: PUBLIC_URL.',
    ],
  },
});
