"""Hands tables to mechanisms when Django starts: reactions, recipes of rosters, what frames show around a page."""

from cqo.config import navigation
from cqo.config.demo import wording as demo
from cqo.config.reactions import REACTIONS
from cqo.foundation.intake import recipes
from cqo.foundation.lifecycle import reactions
from cqo.registry.enterprises.designated_intake import DesignatedRecipe
from cqo.registry.enterprises.intake import EnterpriseRecipe
from cqo.registry.people.intake import PeopleRecipe


def connect() -> None:
    """Called once, when every app is ready."""
    reactions.register(REACTIONS)
    for recipe in (EnterpriseRecipe(), PeopleRecipe(), DesignatedRecipe()):
        recipes.register(recipe)
    navigation.connect()
    demo.connect()
