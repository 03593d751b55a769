import fc from 'fast-check';

/** Any text at all of up to `lengthMax` UTF-16 units: NULs, lone surrogates, controls, every script. */
export function anyText(lengthMax: number): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff }));
  return fc.array(unit, { maxLength: lengthMax }).map((units) => String.fromCharCode(...units));
}
