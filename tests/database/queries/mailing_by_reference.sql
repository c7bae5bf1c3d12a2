-- as: fairfile_worker
-- takes: text, text
-- with: 'lob', (select provider_reference from mailing_records where provider = 'lob' limit 1)
-- uses: mailing_records_reference_key
-- A provider's event names only its own reference.
select user_id, id, status from mailing_records
where provider = $1 and provider_reference = $2 and provider_reference is not null
