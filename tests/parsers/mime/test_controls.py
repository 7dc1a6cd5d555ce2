"""A form's controls in an HTML mail, as their reader sees them (behaviour B3.9)."""

from parsers.mime.html.lines import render_html

PAGES = {
    "<p>Customer: <input value='Contoso'></p>": "Customer: Contoso",
    "<p>Ticket: <input type=number value=48213><input type=hidden value=z><input type=submit value=Go></p>": (
        "Ticket: 48213"
    ),
    "<p>Priority: <select><option>Low</option><option selected>High</option></select></p>": "Priority: High",
    "<p>Priority: <select><option>Choose</option><option>High</option></select></p>": "Priority:",
    "<p>Priority: <select style='display:none'><option selected>High</option></select></p>": "Priority:",
    "<p>Priority: <input type=radio> Low <input type=radio checked> High</p>": "Priority: [ ] Low [x] High",
    "<p>Impact: <textarea>40 shops</textarea></p>": "Impact: 40 shops",
    "<table><tr><td>Customer</td><td><input value='Contoso'></td></tr></table>": "Customer\tContoso",
}


def test_they_show_what_was_typed_chosen_and_ticked() -> None:
    assert {html: "\n".join(line.text for line in render_html(html)) for html in PAGES} == PAGES
