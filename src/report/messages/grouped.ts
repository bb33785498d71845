/** Digits in groups of three, as Chinese and English print them. Loading Intl for it costs more than auditing a page. */
export const grouped = (number: number): string => String(number).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
