declare const brand: unique symbol;

/** A primitive that only its parser makes, so that an unchecked string does not compile in its place. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
