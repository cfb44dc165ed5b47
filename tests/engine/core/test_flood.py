from antiphon_engine.core.flood import FloodGate


def test_nobody_plays_so_fast_that_the_gate_closes():
    gate = FloodGate()
    assert all(gate.lets_in(number / 30) for number in range(1000))


def test_a_torrent_is_let_in_at_the_rate_of_the_gate_and_the_rest_counted():
    gate = FloodGate()
    let_in = sum(gate.lets_in(number / 10_000) for number in range(10_000))
    assert let_in == 64 + 99
    assert gate.turned_away == 10_000 - let_in
