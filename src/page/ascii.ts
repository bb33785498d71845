/** Punctuation that markup and style sheets are made of, as bytes and UTF-16 units alike; what several files look for. */
export const EXCLAMATION = 0x21;
export const AMPERSAND = 0x26;
/** `(` */
export const PARENTHESIS = 0x28;
export const STAR = 0x2a;
export const DASH = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const GREATER = 0x3e;
/** `}` */
export const CLOSING_BRACE = 0x7d;
