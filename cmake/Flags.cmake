# Language level, warnings and sanitizers, for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(HISTOR_CCACHE ccache)
if(HISTOR_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HISTOR_CCACHE})
endif()

add_library(histor_flags INTERFACE)
target_compile_options(histor_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual>
  # GCC 12 and 13 warn of overlapping copies inside std::string itself when they optimise (GCC bug 105651).
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-Wno-restrict>
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${HISTOR_WERROR}>>:-Werror>)
# The standard library checks its own preconditions (an index past a view's end) wherever speed is not what is asked for.
target_compile_definitions(histor_flags INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(HISTOR_SANITIZE)
  target_compile_definitions(histor_flags INTERFACE _GLIBCXX_ASSERTIONS)
  target_compile_options(histor_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${HISTOR_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all>)
  target_link_options(histor_flags INTERFACE -fsanitize=${HISTOR_SANITIZE})
endif()
