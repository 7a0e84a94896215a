"""Assets are found, and a missing one is named."""

import pytest

from spineplanner.resources import asset


def test_the_assets_of_a_checkout_are_found() -> None:
    assert asset().is_dir()
    assert asset().name == "assets"


def test_a_missing_asset_is_named_with_the_places_that_were_searched() -> None:
    with pytest.raises(FileNotFoundError, match=r"incomplete: no .*assets.tibia\.json or .*tibia"):
        asset("tibia.json")
