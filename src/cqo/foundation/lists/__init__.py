"""The list page that every list is: search, filters kept in the address, chosen columns, saved views, print and export.

An app describes its list once (`specs.ListSpec`) and answers with `pages.respond`, handing in the rows within the actor's reach.
"""
