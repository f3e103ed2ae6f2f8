"""What the simulation is given of a service that runs, and what it makes of it."""

from __future__ import annotations

import pytest

from benchmarks.simulation.validation import BURST, SINGLES, Calibration, arrivals, simulated


def test_the_same_arrivals_wait_in_the_simulation_as_one_instance_was_measured():
    calibration = Calibration(cold_start=180.0, alone=[40.0], speed=(1.0, 1.25), beside=0.6)
    taken = simulated([0.0, 0.0, 2000.0], calibration)
    assert taken[:2] == pytest.approx([180 + 180 + 64] * 2), "three minutes to the order, three to start, two at once"
    assert taken[2] > 40


def test_the_arrivals_are_bursts_and_single_ones_in_order():
    times = arrivals()
    assert len(times) == 2 * BURST + SINGLES and times == sorted(times) and times == arrivals()
