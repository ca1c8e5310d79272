/** API versions that a package may be of: those the org serves. */
export const LOWEST_API_VERSION = 31;
export const HIGHEST_API_VERSION = 68;
