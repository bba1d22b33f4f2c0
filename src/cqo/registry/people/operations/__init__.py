"""The verbs of the people's registry, by subject: files, employments, hiring (file and employment in one act), certificates, evidence, merges, requests, revealing, members
(who signs in for a firm), entry (a person takes over the own file), places.
"""
