import pytest

from bench.matching import compared, figures, report


def test_the_matcher_finds_paraphrases_at_least_as_well_as_plain_bm25():
    found = compared()

    ours, plain = found["the matcher"], found["plain BM25"]
    assert ours.first >= plain.first, report(found)
    assert ours.among_five >= plain.among_five
    assert ours.mean_reciprocal_rank >= plain.mean_reciprocal_rank


def test_the_figures_count_ranks_rightly():
    from_one_to_three = {"a": [7], "b": [1, 7], "c": [1, 2, 7], "d": [1]}

    counted = figures(
        from_one_to_three.__getitem__, [(question, 7) for question in "abcd"]
    )

    assert (counted.first, counted.among_five) == (1 / 4, 3 / 4)
    assert counted.mean_reciprocal_rank == pytest.approx((1 + 1 / 2 + 1 / 3) / 4)
