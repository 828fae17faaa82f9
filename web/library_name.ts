// The name of everything in this browser that is Unrepeat's: pages of one person share an origin on many static hosts.
export const library_name = 'unrepeat-v1';
