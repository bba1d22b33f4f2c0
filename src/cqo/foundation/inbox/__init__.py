"""Messages: what stands in the site is the record, e-mail, SMS and the text for a WeChat group are copies of it.

Operations of every app `tell` in the act's own transaction; a job sends the copies afterwards, each at most once for every attempt that
is recorded. An official may also write a letter to the enterprises in reach. A copy leaves only for those who agreed to be contacted, or
where the kind of message is necessary.
"""
