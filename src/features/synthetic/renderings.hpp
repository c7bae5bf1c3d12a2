// The ways in which publishers of three-bureau reports lay out the same facts, one file each.
#pragma once

#include "features/synthetic/facts.hpp"
#include "features/synthetic/page_parts.hpp"
#include "features/synthetic/paper.hpp"

#include <array>
#include <string_view>

namespace fairfile::synthetic {

/// A numbered account, a row per field, a text column per bureau; `ruled` draws real tables.
void draw_columns(Paper& paper, Report& report, Lines lines);

/// A section per bureau, in it a table with a row per account.
void draw_bureau_sections(Paper& paper, Report& report);

/// A block per account, in it a "[TransUnion Section]" per bureau with one field a line.
void draw_blocks(Paper& paper, Report& report);

/// One line an entry: bureau, creditor, number, balance, status, remark between pipes.
void draw_pipes(Paper& paper, Report& report);

/// The months of an account that the style's columns share.
void draw_history(Paper& paper, const Style& style, Account& account);

}  // namespace fairfile::synthetic
