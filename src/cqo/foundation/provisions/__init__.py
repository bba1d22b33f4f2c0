"""What differs by place or by year, as data: dated editions of rules (规则版本) per subject and division, each with its document.

The city bureau enacts an edition (`operations.enact`); the nearest ancestor's edition wins whole (county, city, province, then the
platform's default). A case pins the edition it was submitted under (`queries.pinned`); a later edition never reaches into a running case.
The screens are in `portal/office`, which also asks for the power: this app stands below `access`.
"""
