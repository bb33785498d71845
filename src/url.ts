/** `new URL` without the exception: null where the address is none. (`URL.parse` needs Node 22.) */
export function parseUrl(address: string, base?: string | null): URL | null {
  try {
    return new URL(address, base ?? undefined);
  } catch {
    return null;
  }
}
