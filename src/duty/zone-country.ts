/** The country of a time zone, for an office that does not say its own. */
const countries: Readonly<Record<string, string>> = {
  ...{ "Europe/Paris": "FR", "Europe/Brussels": "BE", "Europe/Luxembourg": "LU", "Europe/Zurich": "CH" },
  ...{ "Europe/Berlin": "DE", "Europe/Busingen": "DE", "Europe/London": "GB", "Europe/Dublin": "IE" },
  ...{ "Europe/Madrid": "ES", "Africa/Ceuta": "ES", "Atlantic/Canary": "ES", "Europe/Rome": "IT" },
  ...{ "Europe/Lisbon": "PT", "Atlantic/Azores": "PT", "Atlantic/Madeira": "PT", "Europe/Amsterdam": "NL" },
  ...{ "Europe/Monaco": "MC", "Europe/Andorra": "AD", "Europe/Vienna": "AT" },
  ...{ "America/Guadeloupe": "GP", "America/Martinique": "MQ", "America/Cayenne": "GF", "America/Miquelon": "PM" },
  ...{ "America/Marigot": "MF", "America/St_Barthelemy": "BL", "Indian/Reunion": "RE", "Indian/Mayotte": "YT" },
  ...{ "Pacific/Noumea": "NC", "Pacific/Tahiti": "PF", "Pacific/Marquesas": "PF", "Pacific/Gambier": "PF" },
  ...{ "Pacific/Wallis": "WF", "America/New_York": "US", "America/Detroit": "US", "America/Chicago": "US" },
  ...{ "America/Denver": "US", "America/Phoenix": "US", "America/Los_Angeles": "US", "America/Anchorage": "US" },
  ...{ "Pacific/Honolulu": "US" },
};

/** ISO 3166. France for a zone that says nothing. */
export const countryOfZone = (zone: string): string =>
  (Object.hasOwn(countries, zone) ? countries[zone] : null) ?? "FR";
