# embed_text(<target> <file> <function> <header> <namespace>): compiles a text file into the target,
# as fairfile::<namespace>::<function>(), which the header declares. In pieces, since a literal may
# have 65,535 characters.
function(embed_text target file function header namespace)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} content)
    string(LENGTH "${content}" length)
    set(pieces "")
    set(offset 0)
    while(offset LESS length)
        string(SUBSTRING "${content}" ${offset} 16000 piece)
        string(APPEND pieces "        R\"piece(${piece})piece\",\n")
        math(EXPR offset "${offset} + 16000")
    endwhile()
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
    file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
#include "@header@"

#include <string>
#include <string_view>

namespace fairfile::@namespace@ {

std::string @function@() {
    static constexpr std::string_view pieces[] = {
@pieces@    };
    std::string text;
    for (const auto piece : pieces) text += piece;
    return text;
}

}  // namespace fairfile::@namespace@
]])
    target_sources(${target} PRIVATE ${generated})
endfunction()
