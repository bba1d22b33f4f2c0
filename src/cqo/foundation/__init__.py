"""What every stage stands on: calendar, places, accounts, permissions, life cycles, messages, papers and the record."""
