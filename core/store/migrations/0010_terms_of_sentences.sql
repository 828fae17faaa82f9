-- Terms know which sentence alone has them, so that what a template repeats makes nothing alike. All are worked out anew.
DELETE FROM terms;
