"""Where the stories are told. Each point of what a reader must be able to rely on stands here once as it should go and
once as people do it; five of them run through real servers as well (test_real_streets), and small ones through
`simulate` (test_simulated):

| point | as it should go | as people do it |
|---|---|---|
| answered, taken, declined | test_asked_answered_declined_and_taken | test_three_people_behind_a_distribution_list |
| words are never lost | test_words_beside_a_command_reach_all_whom_it_concerns | test_an_executive_on_the_phone_… |
| questions | test_an_urgent_question_at_night | test_a_mail_to_a_crowd_and_an_order_for_toner |
| files | test_a_file_goes_where_its_words_go | test_no_file_of_a_case_that_turns_sensitive_leaves |
| joining | test_a_second_agent_joins | test_another_ticket_of_the_same_customer |
| the customer | test_the_customer_writes_back | test_the_customers_letter_comes_back |
| gaps | test_an_agent_in_outlook_fills_the_gaps | test_sent_anyway_and_withdrawn |
| absent and dead | test_away_by_ones_own_word_with_a_cover | test_nobody_is_left, test_the_agent_falls_ill |
| who may act | test_an_executive_on_the_phone_and_an_assistant_… | test_a_stranger_a_colleague_and_a_second_one_… |
| clocks | test_nobody_takes_it | test_passed_round_and_waited_for |
| caps | test_a_person_who_asks_is_always_answered | test_two_robots_that_answer_each_other, test_a_tracker |
| texts | test_what_can_be_said_and_why_not | test_a_lead_answers_the_digest_by_number |
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.stories.street import Street, open_street


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """The street as it is by itself."""
    with open_street(tmp_path) as built:
        yield built
