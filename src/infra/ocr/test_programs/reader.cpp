// The reader alone, as the cage starts it: the product's own program has many more modes. It takes
// the source in, because programs that run in the cage link nothing that may be sanitized.
#include "infra/ocr/straighten.cpp"

int main(int count, char** arguments) {
    constexpr int program_and_mode = 2;
    if (count < program_and_mode) return 2;
    return fairfile::ocr::straighten_main(count - program_and_mode, arguments + program_and_mode);
}
