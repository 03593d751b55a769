declare const brand: unique symbol;

/** A primitive that only its own parser makes, so that an unchecked string cannot stand in for it. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
