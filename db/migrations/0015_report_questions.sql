-- slice: reports
-- What the reader could not be sure of, asked of the person beside the picture of the place. The
-- readings may hold identity data, so they are sealed; an answer outlives a second reading.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table report_questions (
    user_id uuid not null,
    report_id uuid not null,
    number integer not null,
    about text not null,
    ask text not null,
    page integer,
    box real[],
    page_width real,
    page_height real,
    readings_sealed bytea not null,
    answer_sealed bytea,
    answered_at timestamptz,
    primary key (user_id, report_id, number),
    constraint report_questions_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint report_questions_number_range check (number >= 1),
    constraint report_questions_page_range check (page >= 1),
    constraint report_questions_box_length check (cardinality(box) = 4),
    constraint report_questions_answer_whole check
        ((answer_sealed is null) = (answered_at is null))
);

call setup.own_rows_only('report_questions');
call setup.touches_users_by_statement('report_questions');

grant select, update (answer_sealed, answered_at) on report_questions to authenticated;
grant select, insert, update, delete on report_questions to fairfile_job;

reset role;
