from __future__ import annotations

import pytest
import torch
from torch import nn

from model.training.dropout import MaskDropout, use_mask_dropout


@pytest.fixture
def dropping() -> nn.Sequential:
    torch.manual_seed(1)
    layers = nn.Sequential(nn.Sequential(nn.Identity(), nn.Dropout(0.1)), nn.Dropout(0.0))
    use_mask_dropout(layers)
    return layers


def test_a_tenth_of_the_values_is_dropped_and_the_mean_stays(dropping):
    values = torch.full((200, 1000), 2.0)
    dropped = dropping(values)
    assert float((dropped == 0).float().mean()) == pytest.approx(0.1, abs=0.01)
    assert float(dropped.mean()) == pytest.approx(2.0, rel=0.01)


def test_each_call_drops_other_values_and_a_seed_the_same_again(dropping):
    values = torch.ones(64, 64)
    torch.manual_seed(7)
    first, second = dropping(values), dropping(values)
    torch.manual_seed(7)
    assert torch.equal(dropping(values), first) and not torch.equal(first, second)


def test_nothing_is_dropped_outside_training(dropping):
    values = torch.ones(64, 64)
    assert torch.equal(dropping.eval()(values), values)


def test_activations_larger_than_the_mask_are_dropped_from_as_well():
    layer = MaskDropout(0.5, torch.tensor([2.0, 0.0]))
    assert set(layer(torch.ones(100)).tolist()) == {0.0, 2.0}


def test_layers_that_drop_nothing_and_the_saved_weights_stay_as_they_are(dropping):
    assert isinstance(dropping[1], nn.Dropout) and not dropping.state_dict()
