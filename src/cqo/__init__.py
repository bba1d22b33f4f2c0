"""首质通 (Shouzhitong): the platform on which a city runs its Chief Quality Officer institution (首席质量官制度).

The folders are the life of a Chief Quality Officer: who there is (registry), and later how one becomes eligible,
holds the office, is honoured and measured. What every stage stands on is in `foundation`, what people see first in
`portal`, and `config` wires the parts together.
"""
