export { createPhoneChange, type PhoneChange } from './phone-change.ts';
export { phoneChangeRoutes } from './routes.ts';
