/** The operator's accent in the dark theme, as a browser shows it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastBetween, contrastMinAa, lightPaper } from '../../src/lib/accent.ts';
import { launchBrowser, startPagesService, visit } from './browser.ts';

const parts = ['00', '33', '66', '99', 'cc', 'ff'];
const accents = parts
  .flatMap((red) => parts.flatMap((green) => parts.map((blue) => `#${red}${green}${blue}`)))
  .filter((accent) => contrastBetween(accent, lightPaper) >= contrastMinAa);

test('every accent that the settings accept can be read on the dark pages', async (t) => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const service = await startPagesService();
  t.after(() => service.close());
  const { page } = await visit(browser, service, { colorScheme: 'dark' });
  await page.goto('/');
  const shown = await page.locator('html').evaluate((root, colors) => {
    const { ownerDocument } = root;
    const canvas = ownerDocument.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const probe = ownerDocument.body.appendChild(ownerDocument.createElement('span'));
    const hexOf = (variable: string) => {
      probe.style.color = `var(${variable})`;
      if (canvas === null) return '';
      canvas.fillStyle = ownerDocument.defaultView?.getComputedStyle(probe).color ?? '';
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    };
    const card = hexOf('--card');
    return colors.map((accent) => {
      root.style.setProperty('--accent-light', accent);
      return { accent, shade: hexOf('--accent'), card };
    });
  }, accents);
  assert.ok(new Set(shown.map(({ shade }) => shade)).size > accents.length / 2, 'the shades differ');
  for (const { accent, shade, card } of shown) {
    assert.ok(contrastBetween(shade, card) >= 6, `${accent} is shown as ${shade} on ${card}`);
  }
});
