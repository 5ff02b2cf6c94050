/** Slots that every tree of scopes has first; a name takes two. */
export const SETTINGS_SLOT = 0;
export const MEMO_SLOT = 2;
export const SOURCE_SLOT = 4;
