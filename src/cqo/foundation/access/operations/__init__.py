"""Who may act as what: `posts` (posts, assignments, hand-over), `delegations` (A/B角), `firms` (people who act for an enterprise)."""
