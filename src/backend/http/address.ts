/** `http://host:port` or `https://host`: a server that speaks the Dispatch API. */
export const isHttp = (name: string): boolean => /^https?:\/\//.test(name);
