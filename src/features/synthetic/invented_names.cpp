#include "features/synthetic/invented_names.hpp"

#include <string_view>

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 20> given_names{
    "MARISOL", "DESMOND", "PRIYA",   "OWEN",    "LINH",    "TAMIKA", "ANSEL",
    "RUTH",    "KOFI",    "BRIDGET", "HIROSHI", "ELENA",   "MARCUS", "NADIA",
    "WALTER",  "YESENIA", "CALVIN",  "INGRID",  "TERRELL", "FATIMA"};
constexpr std::array<std::string_view, 20> family_names{
    "OKAFOR",    "LINDQVIST", "VASQUEZ",   "PELLETIER", "TRAN",      "MCALLISTER",    "DE LA CRUZ",
    "ABERNATHY", "NAKAMURA",  "O'DONNELL", "SZYMANSKI", "WHITFIELD", "BANERJEE",      "SLATER",
    "HARGROVE",  "OYELARAN",  "KOWALCZYK", "FERREIRA",  "ST. JOHN",  "BLANCHARD-REID"};
constexpr std::array<std::string_view, 16> bank_words{
    "NORTHGATE",
    "HARBOR POINT",
    "BLUE MESA",
    "CEDAR RIDGE",
    "FIRST PRAIRIE",
    "LAKEMONT",
    "COPPERFIELD",
    "SILVER PINE",
    "COLLATERAL PLUS",
    "RIVERBEND",
    "GRANITE STATE",
    "SUNDIAL",
    "OLD ORCHARD",
    "TIDEWATER",
    "PLATEAU",
    "PASTURE HILL"};
constexpr std::array<std::string_view, 8> bank_ends{
    "BANK",
    "BANK USA",
    "CREDIT UNION",
    "FCU",
    "FINANCIAL",
    "NATIONAL BANK",
    "SAVINGS",
    "BANK/RETAIL"};
constexpr std::array<std::string_view, 6> collector_words{
    "MERIDIAN", "STONEBRIDGE", "KESTREL", "ATLAS BAY", "PIONEER FALLS", "WESTMARK"};
constexpr std::array<std::string_view, 5> collector_ends{
    "RECOVERY GROUP", "RECEIVABLES LLC", "COLLECTION BUREAU", "ASSET MGMT", "CREDIT SERVICES"};
constexpr std::array<std::string_view, 8> employers{
    "BRIGHTWATER LOGISTICS",
    "ELM CITY SCHOOLS",
    "HALVORSEN MACHINE",
    "QUILL & PAPER CO",
    "TALLGRASS CLINIC",
    "VERMILION FOODS INC",
    "COUNTY OF ASHBY",
    "LANTERN SOFTWARE"};
constexpr std::array<std::string_view, 10> streets{
    "WILLOW BEND RD",
    "MAPLE ST",
    "N 14TH AVE",
    "COVENTRY CT APT 3B",
    "HICKORY LN",
    "SLATE HILL DR",
    "COLLINS FERRY RD",
    "OAK ST C/O M WARD",
    "ORCHARD PARK BLVD",
    "E JUNIPER WAY"};
constexpr std::array<std::string_view, 10> cities{
    "MADISON, WI 53703",
    "TUCSON, AZ 85719",
    "DAYTON, OH 45402",
    "SALEM, OR 97301",
    "ROANOKE, VA 24011",
    "LOWELL, MA 01852",
    "FRESNO, CA 93721",
    "MACON, GA 31201",
    "SANTA FE, NM 87501",
    "ST PAUL, MN 55102"};

std::string joined(std::string_view first, std::string_view second) {
    return std::string(first) + " " + std::string(second);
}

}  // namespace

PersonName invent_person(Dice& dice) {
    const auto given = std::string(dice.pick(given_names));
    const auto middle = std::string(1, static_cast<char>('A' + dice.between(0, 25)));
    return {.given = given, .middle = middle, .family = std::string(dice.pick(family_names))};
}

std::string invent_bank(Dice& dice) {
    const auto word = dice.pick(bank_words);
    return joined(word, dice.pick(bank_ends));
}

std::string invent_collector(Dice& dice) {
    const auto word = dice.pick(collector_words);
    return joined(word, dice.pick(collector_ends));
}

std::string invent_employer(Dice& dice) {
    return std::string(dice.pick(employers));
}

std::array<std::string, 2> invent_address(Dice& dice) {
    const auto number = std::to_string(dice.between(12, 9876));
    const auto street = dice.pick(streets);
    return {joined(number, street), std::string(dice.pick(cities))};
}

}  // namespace fairfile::synthetic
