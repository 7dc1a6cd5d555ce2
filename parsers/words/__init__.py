"""The words that people and programs write, in every language, and the form in which they are compared.

No module reads words at import. What a team may add to is an argument (`parsers.vocabulary`); what programs write, and
what this house alone decides, stands in a class of each reader, built once by a cached function when it is first asked
for: `_patterns = cache(_Patterns)`."""
