-- as: authenticated
-- takes: uuid
-- with: person
-- uses: user_analytics_pkey
select data_version from user_analytics where user_id = $1
