import type { FieldErrorCode } from './field-errors.ts';
import { defineProblems, Problem } from './problem.ts';

/** The problems that any path may answer with. */
export const httpProblems = defineProblems({
  malformed_body: {
    status: 400,
    en: [
      'Malformed body',
      'The body is not one JSON object in UTF-8 with each name used once.',
      'Send one JSON object with "Content-Type: application/json", without repeated names, NUL characters or broken surrogate pairs.',
    ],
    ru: [
      'Тело не читается',
      'Тело запроса — не один объект JSON в UTF-8, в котором каждое имя стоит один раз.',
      'Пришлите один объект JSON с «Content-Type: application/json», без повторов имён, символов NUL и разорванных суррогатных пар.',
    ],
  },
  validation_failed: {
    status: 400,
    en: [
      'Fields are wrong',
      'Some fields are missing, unknown or of the wrong kind.',
      'The list "errors" names each field and what is wrong with it. Unknown fields are refused, and no value is converted.',
    ],
    ru: [
      'Ошибка в полях',
      'Некоторых полей не хватает, либо они лишние или не того вида.',
      'В списке «errors» названо каждое поле и что с ним не так. Лишние поля не принимаются, значения не преобразуются.',
    ],
  },
  unauthorized: {
    status: 401,
    en: [
      'Not signed in',
      'The access token is missing, wrong or no longer valid.',
      'Send "Authorization: Bearer <token>" with a token from POST /api/verify-phone/, or sign in again.',
    ],
    ru: [
      'Вход не выполнен',
      'Токен доступа не передан, неверен или больше не действует.',
      'Передайте «Authorization: Bearer <токен>» с токеном из POST /api/verify-phone/ или войдите снова.',
    ],
  },
  not_found: {
    status: 404,
    en: [
      'Not found',
      'There is nothing at this address.',
      'The addresses of this service are listed at /docs.',
    ],
    ru: ['Не найдено', 'По этому адресу ничего нет.', 'Адреса этого сервиса перечислены на странице /docs.'],
  },
  method_not_allowed: {
    status: 405,
    en: [
      'Method not allowed',
      'This address does not take this method.',
      'The header "Allow" lists the methods that it takes.',
    ],
    ru: [
      'Метод не подходит',
      'Этот адрес не принимает такой метод.',
      'Заголовок «Allow» перечисляет подходящие методы.',
    ],
  },
  request_timeout: {
    status: 408,
    en: ['Too slow', 'The request did not arrive in time.', 'Send it again on a new connection.'],
    ru: ['Слишком медленно', 'Запрос не пришёл вовремя.', 'Отправьте его снова по новому соединению.'],
  },
  body_too_large: {
    status: 413,
    en: [
      'Body too large',
      'The body is larger than 16 KiB.',
      'No request to this service needs that much; send less.',
    ],
    ru: [
      'Слишком большое тело',
      'Тело запроса больше 16 КиБ.',
      'Ни одному запросу к сервису столько не нужно; пришлите меньше.',
    ],
  },
  unsupported_media_type: {
    status: 415,
    en: [
      'Unsupported media type',
      'The body is not sent as plain application/json.',
      'Send "Content-Type: application/json" and no "Content-Encoding": compressed bodies are not unpacked.',
    ],
    ru: [
      'Неподходящий тип содержимого',
      'Тело отправлено не как обычный application/json.',
      'Передайте «Content-Type: application/json» без «Content-Encoding»: сжатые тела не распаковываются.',
    ],
  },
  headers_too_large: {
    status: 431,
    en: [
      'Headers too large',
      'The address and the headers are larger than 16 KiB together.',
      'Send a shorter address, and fewer or shorter headers and cookies.',
    ],
    ru: [
      'Слишком большие заголовки',
      'Адрес и заголовки вместе больше 16 КиБ.',
      'Пришлите адрес короче, а заголовков и cookie — меньше.',
    ],
  },
  malformed_request: {
    status: 400,
    en: ['Malformed request', 'This is not a well-formed HTTP/1.1 request.', 'Use an ordinary HTTP client.'],
    ru: ['Запрос не читается', 'Это неправильный запрос HTTP/1.1.', 'Используйте обычный клиент HTTP.'],
  },
  internal_error: {
    status: 500,
    en: [
      'Our mistake',
      'Something went wrong on our side.',
      'Try again. If it stays, tell the operator the "request_id".',
    ],
    ru: [
      'Наша ошибка',
      'На нашей стороне что-то сломалось.',
      'Попробуйте ещё раз. Если не пройдёт, сообщите «request_id» тому, кто ведёт сервис.',
    ],
  },
  shutting_down: {
    status: 503,
    en: [
      'Shutting down',
      'This process is being stopped.',
      'Try again: another process, or the next one, will answer.',
    ],
    ru: [
      'Останавливается',
      'Этот процесс останавливается.',
      'Повторите запрос: ответит другой или следующий процесс.',
    ],
  },
  database_unavailable: {
    status: 503,
    en: [
      'Database unavailable',
      'The service cannot reach its database right now.',
      'Try again after the number of seconds in "retry_after"; the service recovers by itself.',
    ],
    ru: [
      'База данных недоступна',
      'Сервис сейчас не может обратиться к своей базе данных.',
      'Повторите через столько секунд, сколько стоит в «retry_after»; сервис восстановится сам.',
    ],
  },
});

/** The Problem for one field whose fault its schema cannot say. */
export function fieldProblem(field: string, code: FieldErrorCode): Problem {
  return new Problem(httpProblems.validation_failed, { errors: [{ field, code }] });
}
