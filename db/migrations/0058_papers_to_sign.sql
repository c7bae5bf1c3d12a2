-- slice: mailings
-- The papers that a person reads and signs before we may mail anything for money. The words of the
-- first and of the bold sentences are the law's and are not ours to better. A text is never edited:
-- a better one is a new version. A backslash at a line's end joins it with the next. The attachment
-- is the form of 15 USC 1679e, in duplicate.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table paper_texts (
    kind text not null,
    version text not null,
    title text not null,
    law text not null,
    body text not null,
    attachment text not null default '',
    made_at timestamptz not null default now(),
    retired_at timestamptz,
    primary key (kind, version),
    constraint paper_texts_kind_known check (kind in ('croa_disclosure', 'croa_contract'))
);

grant select on paper_texts to authenticated, fairfile_job, fairfile_operator;
grant insert, update (retired_at) on paper_texts to fairfile_operator;

insert into paper_texts (kind, version, title, law, body)
values ('croa_disclosure', '1', 'Consumer Credit File Rights Under State and Federal Law',
    '15 USC 1679c',
    replace($paper$**Consumer Credit File Rights Under State and Federal Law**

You have a right to dispute inaccurate information in your credit report by contacting the \
credit bureau directly. However, neither you nor any "credit repair" company or credit \
repair organization has the right to have accurate, current, and verifiable information \
removed from your credit report. The credit bureau must remove accurate, negative \
information from your report only if it is over 7 years old. Bankruptcy information can be \
reported for 10 years.

You have a right to obtain a copy of your credit report from a credit bureau. You may be \
charged a reasonable fee. There is no fee, however, if you have been turned down for credit, \
employment, insurance, or a rental dwelling because of information in your credit report \
within the preceding 60 days. The credit bureau must provide someone to help you interpret \
the information in your credit file. You are entitled to receive a free copy of your credit \
report if you are unemployed and intend to apply for employment in the next 60 days, if you \
are a recipient of public welfare assistance, or if you have reason to believe that there is \
inaccurate information in your credit report due to fraud.

You have a right to sue a credit repair organization that violates the Credit Repair \
Organization Act. This law prohibits deceptive practices by credit repair organizations.

You have the right to cancel your contract with any credit repair organization for any \
reason within 3 business days from the date you signed it.

Credit bureaus are required to follow reasonable procedures to ensure that the information \
they report is accurate. However, mistakes may occur.

You may, on your own, notify a credit bureau in writing that you dispute the accuracy of \
information in your credit file. The credit bureau must then reinvestigate and modify or \
remove inaccurate or incomplete information. The credit bureau may not charge any fee for \
this service. Any pertinent information and copies of all documents you have concerning an \
error should be given to the credit bureau.

If the credit bureau's reinvestigation does not resolve the dispute to your satisfaction, \
you may send a brief statement to the credit bureau, to be kept in your file, explaining why \
you think the record is inaccurate. The credit bureau must include a summary of your \
statement about disputed information with any report it issues about you.

The Federal Trade Commission regulates credit bureaus and credit repair organizations. For \
more information contact:

The Public Reference Branch
Federal Trade Commission
Washington, D.C. 20580
$paper$, E'\\\n', ''));

insert into paper_texts (kind, version, title, law, body, attachment)
values ('croa_contract', '1', 'Contract for mailing letters', '15 USC 1679d, 1679e',
    replace($paper$Date of this contract: {{date}}

Between {{company}}, {{company_address}} ("we"), and you, who sign it.

1. What we do. When you have approved a letter in your account and order its mailing, we \
print exactly that letter, put it into an envelope addressed as the letter says, and hand it \
to the United States Postal Service by the class of mail that you chose. That is all. \
Nothing goes out without your approval of that very letter. You can mail every letter \
yourself, without us, for the postage alone.

2. What we guarantee. A letter is accepted for the mail, or you pay nothing for it. We \
promise no result: nobody can have accurate and current information removed.

3. What you pay. {{prices}}. There is no other fee. When you order, your bank is asked to \
hold the amount; it is taken only once the letter has been accepted for the mail, never \
before. At most {{letters_max}} letters are mailed under this contract, so the total of all \
payments, to us and to anybody else, is at most {{total_max}}.

4. When. We begin on {{services_from}}, when your time to cancel is over, and not before. A \
letter that you order from then on is mailed within 3 business days of the order. This \
contract ends by itself one year after its date.

5. How to cancel. One click in your account, or the attached form, or any other notice in \
writing. Later too you may end this contract; letters that are not on their way yet are then \
not mailed and not charged.

**You may cancel this contract without penalty or obligation at any time before midnight of \
the 3rd business day after the date on which you signed the contract. See the attached \
notice of cancellation form for an explanation of this right.**
$paper$, E'\\\n', ''),
    repeat(replace($paper$**Notice of Cancellation**

**You may cancel this contract, without any penalty or obligation, at any time before \
midnight of the 3rd day which begins after the date the contract is signed by you.**

**To cancel this contract, mail or deliver a signed, dated copy of this cancellation notice, \
or any other written notice to {{company}} at {{company_address}} before midnight on \
{{cancel_by}}.**

**I hereby cancel this transaction,**

Date: ____________________
Purchaser's signature: ____________________

$paper$, E'\\\n', ''), 2));

reset role;
