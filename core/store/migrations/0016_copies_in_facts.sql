-- Facts know which post-mortems tell of the same incident, apart from those that are not related. All are made anew.
DELETE FROM terms;
