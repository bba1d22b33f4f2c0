"""Screens of the people's registry, by subject: files, employments, certificates, evidence, firm, members, slips (activation codes), merges, requests."""
