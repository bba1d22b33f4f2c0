"""The verbs of the people's registry, by subject: `files`, `employments`, `certificates`, `merges`, `requests`, `entry` (a person takes over the own file)."""
