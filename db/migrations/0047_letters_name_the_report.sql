-- slice: letters
-- Version 2 of the letters to bureaus: the report's date reads as a report's, with a number or
-- without. Letters written from version 1 keep it.
set local role fairfile_owner;
set local lock_timeout = '1s';

insert into letter_templates (type, version, title, body, needs, law)
select type, 2, title,
    replace(body, '{{#report_date}}, of {{report_date}}{{/report_date}}',
        '{{#report_date}} (my report of {{report_date}}){{/report_date}}'),
    needs, law
from letter_templates
where version = 1
    and position('{{#report_date}}, of {{report_date}}{{/report_date}}' in body) > 0;

reset role;
