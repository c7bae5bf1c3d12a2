-- slice: letters
-- The first version of every kind of letter to a bureau, and of the complaint about one.
-- A text is never edited: a better one is a new version. `law` is what it stands on. A backslash at
-- a line's end joins it with the next: paragraphs are one line.
set local role fairfile_owner;
set local lock_timeout = '1s';

insert into letter_templates (type, version, title, law, needs, body)
values ('dispute_611', 1, 'Dispute of information in my credit file',
    '15 USC 1681i(a)',
    array['name', 'birth', 'ssn_last4', 'address_line', 'items.creditor', 'items.fact',
        'items.correction'],
    replace($letter$To {{addressee}}:

I dispute the information below in my credit file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}}. \
Please investigate it as 15 USC 1681i(a) requires.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

{{#items}}
{{number}}. {{creditor}}{{#account_number}}, account number \
{{account_number}}{{/account_number}}
What is wrong and why: {{fact}}
What I ask for: {{correction}}

{{/items}}
{{#new_information}}
New since my earlier dispute: {{new_information}}

{{/new_information}}
{{#explanation}}
{{explanation}}

{{/explanation}}
Please send what I enclose to whoever furnished the information, correct or delete whatever \
cannot be verified, and send me the written results and a copy of my corrected file.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('request_609', 1, 'Request for my file and its sources',
    '15 USC 1681g',
    array['name', 'birth', 'ssn_last4', 'address_line'],
    replace($letter$To {{addressee}}:

Please send me all the information in my file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}}, the \
sources of that information, and the names of everyone who has received a report about me, as \
15 USC 1681g(a) provides.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

I enclose copies that show who I am and where I live.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('method_of_verification', 1, 'Request for the procedure of your reinvestigation',
    '15 USC 1681i(a)(6)(B)(iii), (7)',
    array['name', 'birth', 'ssn_last4', 'address_line', 'result_date', 'items.creditor',
        'items.fact'],
    replace($letter$To {{addressee}}:

On {{result_date}} you told me the result of your reinvestigation of this item in my \
file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}}:

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}
What I had disputed: {{fact}}

{{/items}}
Please describe the procedure that you used to determine the accuracy and completeness of the \
information, with the business name and address of each furnisher that you contacted and, if \
reasonably available, its telephone number. 15 USC 1681i(a)(7) gives you 15 days from receipt \
of this request.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

{{#explanation}}
{{explanation}}
{{/explanation}}
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('block_605b', 1, 'Block of information that resulted from identity theft',
    '15 USC 1681c-2',
    array['name', 'birth', 'ssn_last4', 'address_line', 'theft_report',
        'items.creditor', 'items.fact'],
    replace($letter$To {{addressee}}:

I am a victim of identity theft. Please block the information below in my \
file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}} within \
four business days, as 15 USC 1681c-2 requires, and tell its furnishers.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

The information that resulted from the identity theft:
{{#items}}
{{number}}. {{creditor}}{{#account_number}}, account number \
{{account_number}}{{/account_number}}
{{fact}}

{{/items}}
My identity theft report: {{theft_report}}

I state that this information does not relate to any transaction of mine.

I enclose proof of my identity and a copy of the identity theft report.
{{#explanation}}

{{explanation}}
{{/explanation}}
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('obsolete_605', 1, 'Removal of outdated information from my credit file',
    '15 USC 1681c',
    array['name', 'birth', 'ssn_last4', 'address_line', 'items.creditor', 'items.fact',
        'items.correction'],
    replace($letter$To {{addressee}}:

The information below in my credit file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}} is \
older than 15 USC 1681c allows you to report. Please remove it.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

{{#items}}
{{number}}. {{creditor}}{{#account_number}}, account number \
{{account_number}}{{/account_number}}
The date and how the time is counted: {{fact}}
What I ask for: {{correction}}

{{/items}}
{{#new_information}}
New since my earlier dispute: {{new_information}}

{{/new_information}}
{{#explanation}}
{{explanation}}

{{/explanation}}
If you believe that the time has not ended, please tell me the date of first delinquency that \
you use and who gave it to you.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('statement_100', 1, 'Statement of dispute for my file',
    '15 USC 1681i(b), (c)',
    array['name', 'birth', 'ssn_last4', 'address_line', 'statement', 'items.creditor'],
    replace($letter$To {{addressee}}:

Your reinvestigation has not resolved my dispute of the item below. Please put this statement \
into my file{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}}, as 15 \
USC 1681i(b) provides, and include it or a clear summary of it in every report that contains \
the item.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}

{{/items}}
My statement:
{{statement}}
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('reinsertion_objection', 1, 'Objection to the reinsertion of deleted information',
    '15 USC 1681i(a)(5)(B)',
    array['name', 'birth', 'ssn_last4', 'address_line', 'deletion_date',
        'items.creditor', 'items.fact', 'items.correction'],
    replace($letter$To {{addressee}}:

You deleted the information below from my file and told me so on {{deletion_date}}. It is in \
my file again{{#report_number}}, report or file number \
{{report_number}}{{/report_number}}{{#report_date}}, of {{report_date}}{{/report_date}}. I \
have had no notice of its reinsertion within five business days, as 15 USC 1681i(a)(5)(B)(ii) \
requires.

About me:
Name: {{name}}
Date of birth: {{birth}}
Social Security number: the last four digits are {{ssn_last4}}
Current address: {{address_line}}
{{#previous_address}}
Previous address: {{previous_address}}
{{/previous_address}}

{{#items}}
{{number}}. {{creditor}}{{#account_number}}, account number \
{{account_number}}{{/account_number}}
What is wrong and why: {{fact}}
What I ask for: {{correction}}

{{/items}}
{{#new_information}}
New since my earlier dispute: {{new_information}}

{{/new_information}}
{{#explanation}}
{{explanation}}

{{/explanation}}
Please delete it again, or send me the furnisher's certification that it is complete and \
accurate, with the furnisher's business name, address and telephone number.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('escalation', 1, 'Complaint about a credit reporting dispute',
    '12 USC 5493(b)(3)',
    array['timeline', 'resolution', 'items.creditor', 'items.fact'],
    replace($letter$Complaint to the Consumer Financial Protection Bureau about {{addressee}}

What happened:
{{timeline}}

{{#items}}
{{number}}. {{creditor}}{{#account_number}}, account number \
{{account_number}}{{/account_number}}
What is wrong and why: {{fact}}

{{/items}}
What a fair resolution would be: {{resolution}}
{{#explanation}}

{{explanation}}
{{/explanation}}
$letter$, E'\\\n', ''));

reset role;
