// What a browser adds to pages that work without it. Every sentence comes from the page, in data attributes.

for (const start of [
  showTimes,
  countDown,
  offerCopy,
  offerShare,
  readCodeFromMessage,
  submitOnce,
  proveWork,
  keepFresh,
]) {
  start(document);
}

/** Shows times in the person's zone, and tells the zone to the server for the next page. */
function showTimes(root) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  for (const time of root.querySelectorAll('time[data-style]')) {
    const withTime = time.dataset.style === 'moment';
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: 'medium',
      ...(withTime && { timeStyle: 'short' }),
    });
    time.textContent = format.format(new Date(time.dateTime));
  }
}

/** Counts the seconds down to when a button may be used, and holds it back until then. */
function countDown(root) {
  for (const timer of root.querySelectorAll('[data-seconds]')) {
    const endsAt = Date.now() + Number(timer.dataset.seconds) * 1000;
    const waiting = timer.closest('[data-waiting]') ?? timer;
    const button = document.getElementById(waiting.dataset.waiting ?? '');
    if (button) button.disabled = true;
    const tick = () => {
      const left = Math.ceil((endsAt - Date.now()) / 1000);
      timer.textContent = clockText(Math.max(0, left));
      if (left > 0) return;
      clearInterval(ticking);
      waiting.textContent = waiting.dataset.done ?? '';
      announce(waiting.textContent);
      if (button) button.disabled = false;
    };
    const ticking = setInterval(tick, 250);
    tick();
  }
}

function clockText(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function offerCopy(root) {
  for (const button of root.querySelectorAll('button[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
      announce(button.dataset.done);
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
  }
}

function announce(sentence) {
  const status = document.getElementById('status');
  if (status) status.textContent = sentence;
}

function offerShare(root) {
  for (const button of root.querySelectorAll('button[data-share]')) {
    const data = { text: button.dataset.text, url: button.dataset.share };
    if (!navigator.canShare?.(data)) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.share(data);
      } catch (error) {
        // Whoever closes the sheet has changed their mind; that is no error.
        if (error.name !== 'AbortError') throw error;
      }
    });
  }
}

/** WebOTP: the browser offers to take the code from the message that is bound to this origin. */
async function readCodeFromMessage(root) {
  const input = root.querySelector('input[autocomplete="one-time-code"]');
  if (!input || !('OTPCredential' in window)) return;
  const waiting = new AbortController();
  input.form.addEventListener('submit', () => waiting.abort());
  try {
    const { code } = await navigator.credentials.get({ otp: { transport: ['sms'] }, signal: waiting.signal });
    input.value = code;
    input.form.requestSubmit();
  } catch {
    // The person declined, typed the code, or no message came: the field is there.
  }
}

function submitOnce(root) {
  const busy = new Set();
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (busy.has(form)) return event.preventDefault();
    busy.add(form);
    event.submitter?.setAttribute('aria-busy', 'true');
    // A download answers without leaving the page.
    if (form.hasAttribute('data-stays')) setTimeout(release, 2000);
  });
  const release = () => {
    busy.clear();
    for (const button of root.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
  };
  // Back to a page that the browser had kept.
  window.addEventListener('pageshow', (event) => event.persisted && release());
}

/** Does the work that a challenge asks for (ALTCHA, version 2) and sends the form that was held up. */
async function proveWork(root) {
  const form = root.querySelector('form[data-challenge]');
  if (!form) return;
  form.hidden = false;
  try {
    const challenge = JSON.parse(form.dataset.challenge);
    const solution = await solve(challenge.parameters);
    form.elements.proof.value = btoa(JSON.stringify({ challenge, solution }));
    form.requestSubmit();
  } catch {
    form.querySelector('[role=status]').textContent = form.dataset.failed;
  }
}

/** Tries counters one after the other until the key that is derived from one begins as it should. */
async function solve({ nonce, salt, cost, keyLength, keyPrefix }) {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const counterPlace = new DataView(password.buffer, password.length - 4);
  const work = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
  const prefix = bytes(keyPrefix);
  for (let counter = 0; ; counter += 1) {
    counterPlace.setUint32(0, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const derived = new Uint8Array(await crypto.subtle.deriveBits(work, key, keyLength * 8));
    if (!prefix.every((byte, index) => derived[index] === byte)) continue;
    const derivedKey = Array.from(derived, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { counter, derivedKey };
  }
}

/** Reads the page again every few seconds and puts in what has changed, without taking the focus or the place. */
function keepFresh(root) {
  const live = root.querySelector('[data-refresh]');
  if (!live) return;
  setInterval(async () => {
    if (document.hidden || live.dataset.paused !== undefined) return;
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-refresh]');
    if (!fresh) return;
    if (fresh.dataset.version === live.dataset.version) return;
    live.dataset.version = fresh.dataset.version;
    live.replaceChildren(...fresh.childNodes);
    showTimes(live);
    offerCopy(live);
  }, Number(live.dataset.refresh) * 1000);
}
