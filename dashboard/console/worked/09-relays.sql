-- Which outlet takes from which, how often and how late?
-- basis: credited (the article names it), copied (the same text, later), matched (the same claim, later).
select taken_by_outlet_name as printed_by, taken_from_outlet_name as taken_from, relay_basis as basis,
    statement_count as statements, article_count as articles, median_days_after_said as days_after_said,
    median_days_after_source as days_after_source, article_read_count as articles_read
from rpt_relay_network
order by statements desc, printed_by, taken_from, basis
limit 200
