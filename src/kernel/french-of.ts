/** « de Sophie », « d’Amélie »: as French says whose something is. */
export const ofName = (name: string): string =>
  /^[aeiouyhàâäéèêëîïôöùûüœæ]/iu.test(name) ? `d’${name}` : `de ${name}`;
