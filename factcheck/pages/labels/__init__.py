"""Words that readers see in place of the names of fields, kinds, roles, languages and closed lists."""
