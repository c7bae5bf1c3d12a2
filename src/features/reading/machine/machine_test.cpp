#include "features/reading/reading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::reading {
namespace {

using testing::ElementsAre;

CreditReport read_one(std::string_view bytes) {
    return read_machine_document(bytes).front();
}

std::string iso(const std::optional<PartialDate>& date) {
    return date ? fairfile::to_string(*date) : std::string("none");
}

std::string investigation(std::string_view result, std::string_view reason) {
    return "<t:creditBureau xmlns:t=\"u\"><t:subjectRecord><t:fileSummary><t:disclosureCoverInfo>"
           "<t:summarySection><t:lineItem><t:itemKey>771_22_R</t:itemKey><t:credit><t:item>"
           "<t:subscriber><t:name><t:unparsed>PINE &amp;amp; OAK</t:unparsed></t:name>"
           "</t:subscriber></t:item><t:description><t:descriptionText># 771</t:descriptionText>"
           "</t:description><t:result>" +
           std::string(result) + "</t:result><t:reason>" + std::string(reason) +
           "</t:reason></t:credit></t:lineItem></t:summarySection></t:disclosureCoverInfo>"
           "</t:fileSummary></t:subjectRecord></t:creditBureau>";
}

TEST(Investigation, ResultsAreToldByTheirWholeText) {
    struct Row {
        const char* printed;
        Outcome outcome;
        bool favourable;
        bool other_changed;
    };
    const Row rows[] = {
        {"DELETED", Outcome::deleted, true, false},
        {"DISPUTED INFORMATION UPDATED", Outcome::updated, true, false},
        {"DISPUTED INFORMATION UPDATED AND OTHER INFORMATION UPDATED",
         Outcome::updated,
         true,
         true},
        {"INFORMATION UPDATED", Outcome::updated, true, false},
        {"VERIFIED AS ACCURATE", Outcome::verified, false, false},
        {"VERIFIED AS ACCURATE AND UPDATED", Outcome::verified, false, true},
        {"VERIFIED AND UPDATED", Outcome::verified, false, true},
        {"REINSERTED", Outcome::reinserted, false, false},
    };
    for (const auto& row : rows) {
        const auto report = read_one(investigation(row.printed, "Balance; Past Due"));
        EXPECT_EQ(report.kind, DocumentKind::bureau_answer);
        ASSERT_EQ(report.answers.size(), 1U);
        const auto& answer = report.answers[0];
        EXPECT_EQ(answer.outcome, row.outcome) << row.printed;
        EXPECT_EQ(answer.favourable, row.favourable) << row.printed;
        EXPECT_EQ(answer.other_information_changed, row.other_changed) << row.printed;
        EXPECT_THAT(answer.reasons, ElementsAre("Balance", "Past Due"));
        EXPECT_EQ(answer.furnisher, "PINE & OAK");
        EXPECT_EQ(answer.account_number, "771");
    }
}

TEST(Investigation, AnUnknownResultIsNotGuessed) {
    const auto report = read_one(investigation("PONDERED", ""));
    EXPECT_EQ(report.answers[0].outcome, Outcome::unknown);
    EXPECT_EQ(report.answers[0].favourable, std::nullopt);
    EXPECT_EQ(report.verdict, Verdict::needs_review);
}

TEST(Investigation, NoticesAnUpdateThatUpdatedNothing) {
    const auto report = read_one(investigation("INFORMATION UPDATED", "No update necessary"));
    EXPECT_EQ(report.answers[0].favourable, std::nullopt);
    EXPECT_TRUE(report.answers[0].contradiction.has_value());
}

TEST(Alphabets, BelongToTheirFormats) {
    const auto tuna = read_one(
        "<creditBureau><product><subject><subjectRecord><custom><credit><trade><subscriber><name>"
        "<unparsed>PINE BANK</unparsed></name></subscriber><accountNumber>77120045</accountNumber>"
        "<portfolioType>revolving</portfolioType><currentBalance>000016015</currentBalance>"
        "<dateOpened estimatedDay=\"true\">2015-03-01</dateOpened><accountRating>02</accountRating>"
        "<paymentHistory><paymentPattern><startDate>2019-02-01</startDate><text>211X</text>"
        "</paymentPattern></paymentHistory></trade></credit></custom></subjectRecord></subject>"
        "</product></creditBureau>"
    );
    ASSERT_EQ(tuna.tradelines.size(), 1U);
    const auto& line = tuna.tradelines[0];
    EXPECT_EQ(line.balance, Money{1'601'500});
    EXPECT_EQ(iso(line.date_opened), "2015-03");
    EXPECT_EQ(line.payment_status, PaymentStatus::late_30);
    ASSERT_EQ(line.payment_history.size(), 4U);
    EXPECT_EQ(line.payment_history[0].mark, HistoryMark::late_30);
    EXPECT_EQ(line.payment_history[1].mark, HistoryMark::ok) << "1 is current at TransUnion";
    EXPECT_EQ(iso(line.payment_history[3].month), "2018-11");
}

TEST(Mismo, GivesOneEntryForEachRepository) {
    const auto report = read_one(
        "<RESPONSE_GROUP><RESPONSE><RESPONSE_DATA><CREDIT_RESPONSE "
        "CreditReportFirstIssuedDate=\"2025-01-10\"><CREDIT_LIABILITY _AccountIdentifier=\"5500\" "
        "_AccountType=\"Revolving\" _UnpaidBalanceAmount=\"120\" _AccountStatusType=\"Open\">"
        "<_CREDITOR _Name=\"PINE BANK\"/><_CURRENT_RATING _Code=\"2\" _Type=\"Late30Days\"/>"
        "<_PAYMENT_PATTERN _Data=\"1C9X\" _StartDate=\"2024-12-01\"/>"
        "<CREDIT_REPOSITORY _SourceType=\"Equifax\"/><CREDIT_REPOSITORY _SourceType=\"Experian\"/>"
        "</CREDIT_LIABILITY><CREDIT_SCORE CreditRepositorySourceType=\"Equifax\" _Value=\"+535\"/>"
        "</CREDIT_RESPONSE></RESPONSE_DATA></RESPONSE></RESPONSE_GROUP>"
    );
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].account, report.tradelines[1].account);
    EXPECT_EQ(report.tradelines[0].payment_status, PaymentStatus::late_30);
    const auto& history = report.tradelines[0].payment_history;
    EXPECT_EQ(history[0].mark, HistoryMark::late_30) << "1 is 30 days late here";
    EXPECT_EQ(history[1].mark, HistoryMark::ok);
    EXPECT_EQ(history[2].mark, HistoryMark::unknown) << "9 is either of two things";
    ASSERT_EQ(report.scores.size(), 1U);
    EXPECT_EQ(report.scores[0].value, 535);
}

TEST(EquifaxJson, ReadsDatesWithDayZeroAsMonths) {
    const auto report = read_one(R"({"consumers":{"equifaxUSConsumerCreditReport":[{
        "reportDate":"01152025","trades":[{"customerName":"PINE BANK","accountNumber":"99881",
        "dateOpened":"08002018","dateReported":"01102025","balance":412,
        "portfolioTypeCode":{"code":"R","description":"Revolving"},
        "rate":{"code":1,"description":"Pays account as agreed"},
        "paymentHistory1to24":[{"code":"1"},{"code":"2"},{"code":"/"},{"code":"*"}]}]}]}})");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(iso(line.date_opened), "2018-08");
    EXPECT_EQ(line.balance, Money{41'200});
    EXPECT_EQ(line.payment_status, PaymentStatus::current);
    ASSERT_EQ(line.payment_history.size(), 3U);
    EXPECT_EQ(line.payment_history[0].mark, HistoryMark::ok);
    EXPECT_EQ(iso(line.payment_history[0].month), "2024-12");
    EXPECT_EQ(line.payment_history[1].mark, HistoryMark::late_30);
}

/// A base segment with the fields that matter; the rest blank or zero.
std::string base_record(std::string_view number, std::string_view status) {
    std::string record(426, ' ');
    const auto put = [&](std::size_t first, std::string_view text) {
        record.replace(first - 1, text.size(), text);
    };
    put(1, "04261");
    put(43, number);
    put(73, "R18");
    put(76, "03152019000005000000004100");
    put(106, "000000050000000000");
    put(124, status);
    put(127, "100000000000000000000000");
    put(155, "000000412000000030000000000");
    put(182, "013120251201202400000000");
    put(206, "01152025");
    put(325, "1");
    return record;
}

TEST(ExperianJson, ReadsAmountsByTheirQualifierAndHistoryByItsOwnAlphabet) {
    const auto report = read_one(R"({"creditProfile":[{
        "headerRecord":[{"reportDate":"041526"}],
        "consumerIdentity":{"name":[{"firstName":"ADA","surname":"QUILL"}],
            "dob":{"day":"09","month":"02","year":"1981"}},
        "riskModel":[{"modelIndicator":"V4","score":"0688"},{"modelIndicator":"F","score":"9002"}],
        "inquiry":[{"subscriberName":"OAK BANK","date":"01302026"}],
        "tradeline":[{"subscriberName":"PINE CARD","accountNumber":"4417*","accountType":"18",
            "revolvingOrInstallment":"R","ecoa":"1","openOrClosed":"O","openDate":"05062019",
            "balanceDate":"04012026","balanceAmount":"00000210","amountPastDue":"00000035",
            "amount1":"00002500","amount1Qualifier":"L","amount2":"00000900",
            "amount2Qualifier":"H","paymentHistory":"1C-2",
            "enhancedPaymentData":{"paymentStatus":"71","firstDelinquencyDate":"03012026"}}]}]})");
    EXPECT_EQ(report.kind, DocumentKind::credit_report);
    EXPECT_EQ(report.format, "experian_json");
    EXPECT_EQ(iso(report.report_date), "2026-04-15");
    ASSERT_EQ(report.consumers.size(), 1U);
    EXPECT_EQ(report.consumers[0].name, "ADA QUILL");
    EXPECT_EQ(iso(report.consumers[0].birth), "1981-02-09");
    ASSERT_EQ(report.scores.size(), 1U) << "9002 says why there is no score";
    EXPECT_EQ(report.scores[0].value, 688);
    ASSERT_EQ(report.inquiries.size(), 1U);
    EXPECT_EQ(iso(report.inquiries[0].date), "2026-01-30");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.bureau, Bureau::experian);
    EXPECT_EQ(line.credit_limit->cents, 250'000);
    EXPECT_EQ(line.high_credit->cents, 90'000);
    EXPECT_EQ(line.balance->cents, 21'000);
    EXPECT_EQ(line.past_due->cents, 3'500);
    EXPECT_EQ(iso(line.date_opened), "2019-05-06");
    EXPECT_EQ(iso(line.date_first_delinquency), "2026-03-01");
    EXPECT_EQ(line.payment_status, PaymentStatus::late_30);
    ASSERT_EQ(line.payment_history.size(), 4U);
    EXPECT_EQ(line.payment_history[0].mark, HistoryMark::late_30);
    EXPECT_EQ(line.payment_history[1].mark, HistoryMark::ok) << "C is current at Experian";
    EXPECT_EQ(line.payment_history[3].mark, HistoryMark::late_60);
}

TEST(ExperianJson, SixDigitsAreADayAndNeverAMonthOfAYear) {
    const auto report = read_one(R"({"creditProfile":[{"headerRecord":[{"reportDate":"041920"}],
        "tradeline":[{"subscriberName":"PINE","accountNumber":"1","openDate":"042019",
            "enhancedPaymentData":{"paymentStatus":"71"}}]}]})");
    EXPECT_EQ(iso(report.report_date), "2020-04-19");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(iso(line.date_opened), "2019-04-20");
    EXPECT_EQ(line.evidence.at("payment_status").text, "71") << "evidence is what the file says";
}

TEST(ExperianJson, RefusesOrWarnsButNeverGuesses) {
    EXPECT_EQ(read_one(R"({"creditProfile":[)").reason, Refusal::malformed);
    EXPECT_EQ(read_one(R"({"creditProfile":[]})").reason, Refusal::malformed);
    const auto report = read_one(R"({"creditProfile":[{"tradeline":[{"subscriberName":"PINE",
        "accountNumber":"1","openDate":"99992019","balanceAmount":"UNKNOWN",
        "paymentHistory":"CCC"}]}]})");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(iso(line.date_opened), "none");
    EXPECT_FALSE(line.balance);
    EXPECT_TRUE(line.payment_history.empty()) << "no date says which months these are";
    EXPECT_FALSE(report.warnings.empty());
}

TEST(Metro2, IsolatesADamagedRecord) {
    std::string header(426, ' ');
    header.replace(0, 10, "0426HEADER");
    header.replace(79, 9, "PINE BANK");
    auto damaged = base_record("7712", "71");
    damaged.replace(154, 9, "0000x0412");
    const auto file = header + "\n" + damaged + "\n" + base_record("7713", "71") + "\n";
    const auto report = read_one(file);
    EXPECT_EQ(report.kind, DocumentKind::furnisher_file);
    EXPECT_EQ(report.warnings.size(), 1U);
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.creditor, "PINE BANK");
    EXPECT_EQ(line.account_number, "7713");
    EXPECT_EQ(line.balance, Money{41'200});
    EXPECT_EQ(line.payment_status, PaymentStatus::late_30);
    EXPECT_EQ(line.payment_history[0].mark, HistoryMark::late_30) << "1 is 30 days late here";
    EXPECT_EQ(line.payment_history[1].mark, HistoryMark::ok);
    EXPECT_EQ(iso(line.payment_history[0].month), "2024-12");
}

TEST(OtherBytes, AreRefusedByReason) {
    EXPECT_EQ(read_one("GIF89a").reason, Refusal::unsupported_type);
    EXPECT_EQ(read_one("").reason, Refusal::unsupported_type);
    EXPECT_EQ(read_one("<creditBureau><unclosed>").reason, Refusal::malformed);
    EXPECT_EQ(read_one("{\"equifaxUSConsumerCreditReport\": [").reason, Refusal::malformed);
}

}  // namespace
}  // namespace fairfile::reading
