"""Who there is: one life-long file for every enterprise and every person."""
