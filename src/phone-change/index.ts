export {
  confirmPhoneChange,
  type PhoneChangeAttempt,
  type PhoneChanges,
  requestPhoneChange,
} from './phone-change.ts';
export { phoneChangeRoutes } from './routes.ts';
