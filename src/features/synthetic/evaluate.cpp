#include "base/json_writer.hpp"
#include "features/synthetic/synthetic.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

namespace fairfile::synthetic {

namespace {

constexpr std::string_view truth_ending = ".truth.json";

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string name_of(const std::filesystem::path& truth) {
    const auto name = truth.filename().string();
    return name.substr(0, name.size() - truth_ending.size());
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool is_document_of(const std::filesystem::path& file, const std::string& name) {
    return file.stem().string() == name && file.extension() != ".json";
}

void add(Marks& sum, const Marks& marks) {
    sum.right += marks.right;
    sum.wrong += marks.wrong;
    sum.missing += marks.missing;
    sum.invented += marks.invented;
}

Marks all_of(const LayoutScore& score) {
    Marks sum;
    for (const auto& [field, marks] : score.fields) add(sum, marks);
    return sum;
}

std::string percent_right(const Marks& marks) {
    const int printed = marks.right + marks.wrong + marks.missing;
    if (printed == 0) return "-";
    const auto tenths = static_cast<std::int64_t>(marks.right) * 1000 / printed;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string padded(const std::string& text, std::size_t width) {
    return text.size() < width ? text + std::string(width - text.size(), ' ') : text + " ";
}

std::string table_line(const std::string& name, const Marks& marks) {
    std::string line = padded("  " + name, 32) + padded(percent_right(marks), 9);
    for (const int count : {marks.right, marks.wrong, marks.missing, marks.invented}) {
        line += padded(std::to_string(count), 9);
    }
    return line + "\n";
}

void write_marks(JsonWriter& json, const Marks& marks) {
    json.begin_object();
    json.field("right", marks.right).field("wrong", marks.wrong);
    json.field("missing", marks.missing).field("invented", marks.invented);
    json.end_object();
}

void write_layout(JsonWriter& json, const LayoutScore& score) {
    json.begin_object();
    json.field("documents", score.documents).field("unreadable", score.unreadable);
    json.field("accounts_exact", score.accounts_exact);
    json.field("negatives_found", score.negatives_found);
    json.field("negatives_missed", score.negatives_missed);
    json.field("negatives_false", score.negatives_false);
    json.key("fields").begin_object();
    for (const auto& [field, marks] : score.fields) {
        json.key(field);
        write_marks(json, marks);
    }
    json.end_object();
    json.key("all");
    write_marks(json, all_of(score));
    json.end_object();
}

}  // namespace

Result<Evaluation> evaluate(const std::filesystem::path& folder, const Extract& extract) {
    Evaluation evaluation;
    const auto files = files_of(folder);
    for (const auto& truth : files) {
        if (!truth.filename().string().ends_with(truth_ending)) continue;
        const auto name = name_of(truth);
        const auto document = std::find_if(files.begin(), files.end(), [&name](const auto& file) {
            return is_document_of(file, name);
        });
        if (document == files.end()) continue;
        auto& score = evaluation[name.substr(0, name.rfind('_'))];
        score_answer(extract(*document), content_of(truth), score);
    }
    if (!evaluation.empty()) return evaluation;
    return Error{
        .kind = Failure::missing,
        .code = "synthetic.no_truth",
        .message = "no NAME.truth.json with a document NAME.* beside it in " + folder.string(),
    };
}

std::string to_table(const Evaluation& evaluation) {
    std::ostringstream out;
    for (const auto& [layout, score] : evaluation) {
        out << layout << ": " << score.documents << " documents, " << score.unreadable
            << " unreadable, accounts exact in " << score.accounts_exact << ", negative entries "
            << score.negatives_found << " found, " << score.negatives_missed << " missed, "
            << score.negatives_false << " false\n"
            << padded("  field", 32) << "right %  right    wrong    missing  invented\n";
        for (const auto& [field, marks] : score.fields) out << table_line(field, marks);
        out << table_line("all", all_of(score)) << "\n";
    }
    return out.str();
}

std::string to_json(const Evaluation& evaluation) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    for (const auto& [layout, score] : evaluation) {
        json.key(layout);
        write_layout(json, score);
    }
    json.end_object();
    return out + "\n";
}

}  // namespace fairfile::synthetic
