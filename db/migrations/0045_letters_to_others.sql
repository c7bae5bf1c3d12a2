-- slice: letters
-- The first version of every kind of letter to a furnisher, collector or creditor.
set local role fairfile_owner;
set local lock_timeout = '1s';

insert into letter_templates (type, version, title, law, needs, body)
values ('direct_623', 1, 'Dispute with you as the furnisher',
    '15 USC 1681s-2(a)(8); 12 CFR 1022.43',
    array['name', 'address_line', 'items.creditor', 'items.account_number',
        'items.fact', 'items.correction'],
    replace($letter$To {{addressee}}:

I dispute information that you furnish to credit bureaus about my account with you. Please \
investigate it as 15 USC 1681s-2(a)(8) and 12 CFR 1022.43 require, and tell every bureau that \
received it what has to be corrected.

Name: {{name}}
Address: {{address_line}}

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
Please send me the result in writing.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('validation', 1, 'Dispute of a debt and request for validation',
    '15 USC 1692g(b)',
    array['name', 'address_line', 'notice_date', 'items.creditor', 'items.fact'],
    replace($letter$To {{addressee}}:

I dispute the debt below. Your notice reached me on {{notice_date}}. Please stop collecting it \
until you have sent me verification of the debt, and the name and address of the original \
creditor if it is not the present one, as 15 USC 1692g(b) provides.

Name: {{name}}
Address: {{address_line}}

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}
What I dispute: {{fact}}

{{/items}}
{{#explanation}}
{{explanation}}

{{/explanation}}
If you report this debt to a credit bureau, please report it as disputed.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('billing_error', 1, 'Notice of a billing error',
    '15 USC 1666; 12 CFR 1026.13',
    array['name', 'address_line', 'statement_date', 'amount', 'items.creditor',
        'items.fact'],
    replace($letter$To {{addressee}}:

My statement of {{statement_date}} has an error of {{amount}}.

Name: {{name}}
Address: {{address_line}}

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}
Why I believe that it is an error: {{fact}}

{{/items}}
{{#explanation}}
{{explanation}}

{{/explanation}}
Please acknowledge this notice within 30 days and correct the error, or explain why you \
believe the statement to be right, within two billing cycles, as 15 USC 1666 requires. Until \
then please do not report the amount as delinquent.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('goodwill', 1, 'A request about my payment history',
    'none: a courtesy',
    array['name', 'address_line', 'explanation', 'items.creditor'],
    replace($letter$To {{addressee}}:

I write about my account with you. I do not question that what you report is accurate; I ask \
for your goodwill.

Name: {{name}}
Address: {{address_line}}

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}

{{/items}}
{{explanation}}

I would be grateful if you asked the credit bureaus to remove the late payment from my record.
$letter$, E'\\\n', ''));

insert into letter_templates (type, version, title, law, needs, body)
values ('pay_for_delete', 1, 'Offer to settle an account',
    'none: a private offer',
    array['name', 'address_line', 'offer_amount', 'offer_until', 'items.creditor'],
    replace($letter$To {{addressee}}:

I offer to settle the account below. This letter is not an acknowledgment that I owe it, and \
not a promise to pay that starts any period anew.

Name: {{name}}
Address: {{address_line}}

{{#items}}
{{creditor}}{{#account_number}}, account number {{account_number}}{{/account_number}}

{{/items}}
I will pay {{offer_amount}} in full settlement if you first agree in writing to ask every \
credit bureau to which you report the account to delete it. This offer is open until \
{{offer_until}}.
{{#explanation}}

{{explanation}}
{{/explanation}}
$letter$, E'\\\n', ''));

reset role;
