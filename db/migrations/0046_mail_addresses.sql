-- slice: letters
-- Where bureaus take disputes by mail, with where that is written and when it was last looked at.
set local role fairfile_owner;
set local lock_timeout = '1s';

insert into mail_addresses (addressee, purpose, lines, source, checked_on)
values
    ('Equifax', 'dispute', array['Equifax Information Services LLC', 'P.O. Box 740256',
        'Atlanta, GA 30374-0256'], 'Equifax help page', '2026-11-23'),
    ('Experian', 'dispute', array['Experian', 'P.O. Box 4500', 'Allen, TX 75013'],
        'Equifax help page', '2026-11-23'),
    ('TransUnion', 'dispute', array['TransUnion Consumer Solutions', 'P.O. Box 2000',
        'Chester, PA 19016-2000'], 'Equifax help page', '2026-11-23'),
    ('annual_report', 'request', array['Annual Credit Report Request Service', 'P.O. Box 105281',
        'Atlanta, GA 30348-5281'], 'AnnualCreditReport.com', '2026-11-23');

reset role;
