"""One life-long file for every person: identity, employment over time, schooling, years in quality work, certificates from elsewhere, and requests to correct or erase."""
