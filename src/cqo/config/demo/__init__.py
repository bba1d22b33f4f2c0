"""Two sample cities for newcomers: Hanzhong as it starts, Nantong as the mature neighbour. Everybody and everything here is invented.

What is invented is made so that it can be nobody's, and so that one sees it (`codes`): credit codes whose inner check character is wrong on
purpose, identity numbers of births from 1900 to 1909, telephones of a prefix that no operator has. Places and trades are real.
The two lists come in as rosters do, what happens to them through the operations that officials use; only sign-ins are written in bulk.
"""
